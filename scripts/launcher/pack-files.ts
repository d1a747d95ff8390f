import { readdirSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import { isPackable, PACKED_SUFFIX } from "@/lib/http/packed-files";

const compress = promisify(brotliCompress);

async function packFile(path: string): Promise<void> {
  const body = await readFile(path);
  const packed = await compress(body, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
    },
  });
  if (packed.length < body.length) await writeFile(`${path}${PACKED_SUFFIX}`, packed);
}

/**
 * Puts a brotli copy beside every script and style sheet of a build's `folder`, at the highest quality:
 * the server compresses on the fly with gzip alone (lib/http/packed-files.ts).
 */
export async function packFiles(folder: string): Promise<void> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(isPackable);
  await Promise.all(names.map((name) => packFile(join(folder, name))));
}
