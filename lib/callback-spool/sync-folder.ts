import { open } from "node:fs/promises";

/** Makes the names in a folder as durable as its files: a new name may else be gone after a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
