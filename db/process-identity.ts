import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** The fields of a Linux process's stat file from its state on; the name before may hold spaces. */
function statFields(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

/** The parent of a running process; null where the system does not tell it so cheaply. */
export function parentOf(pid: number): number | null {
  if (process.platform !== "linux") return null;
  try {
    return Number(statFields(pid)[1]);
  } catch {
    return null;
  }
}

/**
 * What tells a running process apart from a later one with the same id: when it started. Null when
 * no such process runs (a zombie counts as gone).
 */
export function processIdentity(pid: number): string | null {
  try {
    if (process.platform === "linux") {
      const fields = statFields(pid);
      return fields[0] === "Z" ? null : (fields[19] ?? null);
    }
    const started = execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" });
    return started.trim() || null;
  } catch {
    return null;
  }
}

/** The command line of a running process, empty when there is none. */
export function processCommand(pid: number): string {
  try {
    return process.platform === "linux"
      ? readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ")
      : execFileSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return "";
  }
}
