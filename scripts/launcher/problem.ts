import { FolderInUse } from "@/db/folder-lock";
import { MigrationError } from "@/db/migrate";
import { EnvironmentError } from "@/lib/env";

/** Something the person at the keyboard can put right; the message is all they need. */
export class LauncherProblem extends Error {
  override name = "LauncherProblem";
}

const READABLE = [LauncherProblem, EnvironmentError, MigrationError, FolderInUse];

/** The lines for a person: the message alone where it says enough, everything for a fault of ours. */
export function describeProblem(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isReadable = READABLE.some((kind) => error instanceof kind);
  return isReadable ? error.message : (error.stack ?? error.message);
}
