import { existsSync } from "node:fs";
import { unpackBrowser } from "./unpack-browser";

/** How Playwright starts a browser. */
export type Browser = { executablePath: string; args: string[]; env: Record<string, string> };

const INSTALLED = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/opt/google/chrome/chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** Root and containers have no sandbox; the rest keeps the browser off the network and the GPU. */
const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-quic",
];

/**
 * Finds a browser: MALIPO_CHROMIUM, else an installed Chromium or Chrome, else the one that npm
 * brought. Throws when MALIPO_CHROMIUM names no file.
 */
export async function findBrowser(): Promise<Browser> {
  const chosen = process.env["MALIPO_CHROMIUM"] ?? "";
  if (chosen !== "" && !existsSync(chosen)) {
    throw new Error(`MALIPO_CHROMIUM names no file: ${chosen}`);
  }
  const installed = INSTALLED.find((path) => existsSync(path));
  const executablePath = chosen === "" ? (installed ?? (await unpackBrowser())) : chosen;
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined) env[name] = value;
  }
  return { executablePath, args: ARGS, env };
}
