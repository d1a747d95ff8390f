import { spawnSync } from "node:child_process";
import { NEXT_PROGRAM, STATIC_FOLDER } from "./launcher/build";
import { packFiles } from "./launcher/pack-files";

/**
 * `npm run build`: the production build, with a brotli copy of its static files for our own Node server.
 * Vercel sets VERCEL in its builds and compresses by itself.
 */
const { status } = spawnSync(process.execPath, [NEXT_PROGRAM, "build"], { stdio: "inherit" });
if (status === 0 && process.env["VERCEL"] === undefined) await packFiles(STATIC_FOLDER);
process.exitCode = status ?? 1;
