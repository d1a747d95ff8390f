import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@/db/free-port";
import { startOwned, type OwnedProcess } from "@/db/owned-process";
import { systemEnvironment } from "@/e2e/support/stack";
import { NEXT_PROGRAM } from "@/scripts/launcher/build";

/** Below the project, so that its node_modules are found and Turbopack lets it read them. */
const FOLDER = ".data/bench-bare-page";
const READY_TIMEOUT_MS = 60_000;
const POLL_MS = 100;

/**
 * The least that Next's App Router can be: a frame, a page made for each request, no client component.
 * Its file names keep Turbopack from taking the product's own proxy and instrumentation for it.
 */
const FILES: Readonly<Record<string, string>> = {
  "package.json": `{ "name": "bare-page", "private": true, "type": "module" }\n`,
  "next.config.mjs": `export default {
  poweredByHeader: false,
  pageExtensions: ["bare.jsx"],
  turbopack: { root: ${JSON.stringify(process.cwd())} },
};
`,
  "app/layout.bare.jsx": `export const dynamic = "force-dynamic";
export const metadata = { title: "Bare" };

export default function RootLayout({ children }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
`,
  "app/page.bare.jsx": `export default function Page() {
  return <h1>Bare</h1>;
}
`,
};

function startNext(folder: string, args: readonly string[]): Promise<OwnedProcess> {
  return startOwned({
    name: `the bare page (next ${args[0] ?? ""})`,
    command: process.execPath,
    args: [resolve(NEXT_PROGRAM), ...args],
    cwd: folder,
    env: { ...systemEnvironment(), NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "ignore", "inherit"],
  });
}

async function waitUntilReady(url: string, server: OwnedProcess): Promise<void> {
  const endsAtMs = performance.now() + READY_TIMEOUT_MS;
  for (;;) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok === true) return;
    if (server.hasEnded() || performance.now() > endsAtMs) {
      throw new Error(`the bare page does not answer at ${url}`);
    }
    await sleep(POLL_MS);
  }
}

/**
 * Makes, builds and starts a Next app that has nothing in it, with the same Next and React as the
 * product: what any page of theirs weighs. It ends with the run.
 */
export async function openBarePage(): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = resolve(FOLDER);
  rmSync(folder, { recursive: true, force: true });
  for (const [name, text] of Object.entries(FILES)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  const build = await startNext(folder, ["build"]);
  const ending = await build.ended;
  if (ending !== "code 0") throw new Error(`the build of the bare page failed (${ending})`);
  const port = await freePort();
  const server = await startNext(folder, ["start", "-p", String(port), "-H", "127.0.0.1"]);
  const url = `http://127.0.0.1:${port}/`;
  await waitUntilReady(url, server);
  const stop = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url, stop };
}
