import {
  cp,
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { plant } from "./plant";
import type { Tooth } from "./tooth";

const LEFT_OUT = new Set(["node_modules", "coverage", "test-results", "playwright-report"]);
/** What tools write beside the packages: a link to it would be written to as well. */
const TOOLS_OWN = /^\.(?:cache|vite|vite-temp|package-lock\.json)$/;
const isLeftOut = (name: string) =>
  LEFT_OUT.has(name) || (name.startsWith(".") && name !== ".env.example");

export type Workshop = {
  folder: string;
  /** From now on the packages are hard links: a build follows no link out of the copy. */
  ownPackages: () => Promise<void>;
  /** Runs `work` with the bug in the copy, and takes it out again. */
  withBug: <Value>(tooth: Tooth, work: () => Promise<Value>) => Promise<Value>;
  remove: () => Promise<void>;
};

/** Every package by a link of its own, so that what tools write beside them stays in the copy. */
async function linkPackages(root: string, folder: string): Promise<void> {
  const packages = join(root, "node_modules");
  const links = join(folder, "node_modules");
  await mkdir(links);
  for (const name of await readdir(packages)) {
    if (name === ".bin" || !name.startsWith(".")) {
      await symlink(join(packages, name), join(links, name));
    }
  }
}

/** The packages as files of the copy's own that share their contents with `root`'s. */
async function linkEveryFile(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (TOOLS_OWN.test(entry.name)) continue;
    const [source, copy] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await linkEveryFile(source, copy);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), copy);
    else await link(source, copy).catch(() => cp(source, copy));
  }
}

/** A throwaway copy of the sources in `root`, with its packages linked. Bugs are planted there only. */
export async function openWorkshop(root: string): Promise<Workshop> {
  const folder = await mkdtemp(join(tmpdir(), "malipo-teeth-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    for (const name of await readdir(root)) {
      if (isLeftOut(name)) continue;
      await cp(join(root, name), join(folder, name), {
        recursive: true,
        filter: (source) => !isLeftOut(basename(source)),
      });
    }
    await linkPackages(root, folder);
  } catch (error) {
    await remove();
    throw error;
  }
  const withBug: Workshop["withBug"] = async (tooth, work) => {
    const path = join(folder, tooth.file);
    const source = await readFile(path, "utf8");
    await writeFile(path, plant(tooth, source));
    try {
      return await work();
    } finally {
      await writeFile(path, source);
    }
  };
  let hasOwnPackages = false;
  const ownPackages = async () => {
    if (hasOwnPackages) return;
    const links = join(folder, "node_modules");
    await rm(links, { recursive: true });
    await linkEveryFile(join(root, "node_modules"), links);
    hasOwnPackages = true;
  };
  return { folder, ownPackages, withBug, remove };
}
