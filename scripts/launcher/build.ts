import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FolderInUse, lockFolder, lockFolderWhenFree, type FolderLock } from "@/db/folder-lock";
import { startOwned } from "@/db/owned-process";
import { buildHash } from "./build-hash";
import { packFiles } from "./pack-files";
import { LauncherProblem } from "./problem";
import { withProgress } from "./progress";

const STAMP = ".next/malipo-build.txt";
const STATE_FOLDER = "node_modules/.cache/malipo";
export const NEXT_PROGRAM = "node_modules/next/dist/bin/next";
/** What a build leaves for browsers to load. */
export const STATIC_FOLDER = ".next/static";

const usersFolder = () => join(STATE_FOLDER, "build-users");

let ownUse: FolderLock | undefined;

/** Says that this process serves the build, until it ends: nobody builds over it meanwhile. */
function registerUse(address: string): void {
  ownUse ??= lockFolder(join(usersFolder(), String(process.pid)), address);
}

/** Another living process that serves the build, as it described itself; null if there is none. */
function otherUser(): string | null {
  if (!existsSync(usersFolder())) return null;
  for (const name of readdirSync(usersFolder())) {
    if (name === String(process.pid)) continue;
    const folder = join(usersFolder(), name);
    try {
      lockFolder(folder, "looking").release();
      rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      if (error instanceof FolderInUse) return `${error.note} (process ${error.pid})`;
      throw error;
    }
  }
  return null;
}

const isFresh = (hash: string) =>
  existsSync(".next/BUILD_ID") && existsSync(STAMP) && readFileSync(STAMP, "utf8") === hash;

async function build(env: Record<string, string>): Promise<void> {
  const builder = await startOwned({
    name: "the build",
    command: process.execPath,
    args: [NEXT_PROGRAM, "build"],
    env: { ...env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output: Buffer[] = [];
  for (const stream of [builder.child.stdout, builder.child.stderr]) {
    stream?.on("data", (chunk: Buffer) => output.push(chunk));
  }
  const ending = await builder.ended;
  if (ending !== "code 0") {
    throw new LauncherProblem(`The build failed (${ending}):\n${Buffer.concat(output).toString()}`);
  }
  await packFiles(STATIC_FOLDER);
}

/**
 * Makes sure that the production build fits the sources and marks it as in use by `address` until
 * this process ends. Builds when it is missing or stale; one build at a time. Throws LauncherProblem
 * when the build fails or another process still serves a stale one. Works in the current folder.
 */
export async function ensureBuild(address: string, env: Record<string, string>): Promise<void> {
  mkdirSync(usersFolder(), { recursive: true });
  const lock = await withProgress("checking the build", () =>
    lockFolderWhenFree(join(STATE_FOLDER, "build"), "a build"),
  );
  try {
    const hash = buildHash(process.cwd());
    if (!isFresh(hash)) {
      const user = otherUser();
      if (user !== null) {
        throw new LauncherProblem(
          `The sources have changed, and ${user} still runs the build made before. Stop it first.`,
        );
      }
      rmSync(STAMP, { force: true });
      await withProgress("building the app (about half a minute)", () => build(env));
      writeFileSync(STAMP, hash);
    }
    registerUse(address);
  } finally {
    lock.release();
  }
}
