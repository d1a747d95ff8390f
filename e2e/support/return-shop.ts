import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";

type IsGenuineReturn = (address: string, signingSecret: string) => boolean;

const exampleShape = z.object({
  isGenuineReturn: z.custom<IsGenuineReturn>((value) => typeof value === "function"),
});

/** The check that docs/returning.md gives to shops on Node, as it stands there. */
export async function documentedCheck(): Promise<IsGenuineReturn> {
  const guide = readFileSync("docs/returning.md", "utf8");
  const code = /```js\n([^]*?)```/.exec(guide)?.[1];
  if (code === undefined) throw new Error("docs/returning.md has no example for Node");
  const folder = mkdtempSync(join(tmpdir(), "malipo-returning-"));
  try {
    const file = join(folder, "check.mjs");
    writeFileSync(file, code);
    return exampleShape.parse(await import(pathToFileURL(file).href)).isGenuineReturn;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A shop on this machine that remembers who came back to which address. */
export class ReturnShop {
  readonly url: string;
  readonly visits: string[];
  private readonly server: Server;

  private constructor(server: Server, url: string, visits: string[]) {
    this.server = server;
    this.url = url;
    this.visits = visits;
  }

  static async open(): Promise<ReturnShop> {
    const visits: string[] = [];
    const server = createServer((request, response) => {
      if (request.url !== "/favicon.ico") visits.push(request.url ?? "");
      response.writeHead(200, { "content-type": "text/html", connection: "close" });
      response.end("<!doctype html><html lang=en><title>Shop</title><h1>Thank you</h1></html>");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("the shop has no port");
    return new ReturnShop(server, `http://127.0.0.1:${address.port}`, visits);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
