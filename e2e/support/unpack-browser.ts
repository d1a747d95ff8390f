import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { lockFolderWhenFree } from "@/db/folder-lock";

/** Below node_modules: it goes when a new version of the package comes. */
const FOLDER = "node_modules/.cache/malipo/chromium";
/** Stands in the folder once everything is there: a start cut short is done again. */
const COMPLETE = "complete";

/** Runs `work` while the system's temporary folder is `folder`: the package unpacks there alone. */
async function withTemporaryFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const before = process.env["TMPDIR"];
  process.env["TMPDIR"] = folder;
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
  }
}

/**
 * Unpacks the browser that npm brought (once, about 2 s) and answers its path. Sets LD_LIBRARY_PATH
 * and FONTCONFIG_PATH in this process, which the browser needs on a machine without nss and fonts.
 */
export async function unpackBrowser(): Promise<string> {
  const root = resolve(FOLDER);
  mkdirSync(root, { recursive: true });
  const lock = await lockFolderWhenFree(root, "unpacking a browser");
  const folder = join(root, "files");
  const isComplete = existsSync(join(root, COMPLETE));
  try {
    if (!isComplete) rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const path = await withTemporaryFolder(folder, async () => {
      // Makes it bring its own nss and nspr; read while it is imported.
      process.env["AWS_EXECUTION_ENV"] = "AWS_Lambda_nodejs20.x";
      const { default: chromium } = await import("@sparticuz/chromium");
      return chromium.executablePath();
    });
    if (!isComplete) {
      const fonts = join(folder, "fonts", "fonts.conf");
      writeFileSync(fonts, readFileSync(fonts, "utf8").replaceAll("/tmp/", `${folder}/`));
      writeFileSync(join(root, COMPLETE), "");
    }
    return path;
  } finally {
    lock.release();
  }
}
