import { request as ask, type IncomingHttpHeaders } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect, test } from "./support/fixtures";

type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer };

/** Sends a path as it is and answers the bytes as they came: a browser would change both. */
function send(
  appUrl: string,
  path: string,
  { method = "GET", ...headers }: Record<string, string> = {},
): Promise<Answer> {
  const { hostname, port } = new URL(appUrl);
  return new Promise((resolve, reject) => {
    const asked = ask({ hostname, port, path, method, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => {
        const body = Buffer.concat(chunks);
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body });
      });
    });
    asked.on("error", reject).end();
  });
}

/** Scripts and style sheets that the shop's page names. */
async function staticPaths(appUrl: string): Promise<string[]> {
  const { body } = await send(appUrl, "/");
  const paths = body.toString("utf8").match(/\/_next\/static\/[^"\\]+\.(?:js|css)/g) ?? [];
  return [...new Set(paths)];
}

const BROTLI = { "accept-encoding": "gzip, deflate, br" };

test("static files come packed to whoever takes it, and are the same files", async ({ stack }) => {
  const { appUrl } = stack;
  const paths = await staticPaths(appUrl);
  expect(paths.length).toBeGreaterThan(4);
  for (const path of paths) {
    const plain = await send(appUrl, path);
    expect(plain.headers["content-encoding"]).toBeUndefined();
    const packed = await send(appUrl, path, BROTLI);
    expect(packed.status).toBe(200);
    expect(packed.headers).toMatchObject({
      "content-encoding": "br",
      "content-length": String(packed.body.length),
      "cache-control": "public, max-age=31536000, immutable",
      vary: "Accept-Encoding",
    });
    expect(packed.headers["content-type"]?.toLowerCase()).toBe(
      plain.headers["content-type"]?.toLowerCase(),
    );
    expect(packed.headers.etag).not.toBe(plain.headers.etag);
    expect(brotliDecompressSync(packed.body).equals(plain.body), path).toBe(true);
  }
});

test("whoever does not take brotli, or wants a part, gets the file as before", async ({
  stack,
}) => {
  const { appUrl } = stack;
  const [path = "none"] = await staticPaths(appUrl);
  const plain = await send(appUrl, path);
  const zipped = await send(appUrl, path, { "accept-encoding": "gzip, br;q=0" });
  expect(zipped.headers["content-encoding"]).toBe("gzip");
  expect(gunzipSync(zipped.body).equals(plain.body)).toBe(true);
  const part = await send(appUrl, path, { ...BROTLI, range: "bytes=3-12" });
  expect(part.status).toBe(206);
  expect(part.headers["content-encoding"]).toBeUndefined();
  expect(part.body.equals(plain.body.subarray(3, 13))).toBe(true);
});

test("a packed file can be asked about, and is not sent again unchanged", async ({ stack }) => {
  const { appUrl } = stack;
  const [path = "none"] = await staticPaths(appUrl);
  const packed = await send(appUrl, path, BROTLI);
  const head = await send(appUrl, path, { ...BROTLI, method: "HEAD" });
  expect(head.status).toBe(200);
  expect(head.body).toHaveLength(0);
  expect(head.headers["content-length"]).toBe(packed.headers["content-length"]);
  const etag = packed.headers.etag ?? "none";
  const again = await send(appUrl, path, { ...BROTLI, "if-none-match": etag });
  expect(again.status).toBe(304);
  expect(again.body).toHaveLength(0);
});

test("what is no static file is not found, packed or not", async ({ stack }) => {
  const { appUrl } = stack;
  const [path = "none"] = await staticPaths(appUrl);
  for (const missing of [
    "/_next/static/chunks/nothing.js",
    "/_next/static/../../package.json",
    "/_next/static/..%2f..%2fpackage.json",
    "/_next/static/chunks/../../../package.json",
    path.replace(/[^/]+$/, "%2e%2e/%2e%2e/BUILD_ID"),
  ]) {
    const answer = await send(appUrl, missing, BROTLI);
    expect([400, 404], `${missing} answered ${answer.status}`).toContain(answer.status);
    expect(answer.headers["content-encoding"]).not.toBe("br");
    expect(answer.body.toString("utf8")).not.toContain('"malipo"');
  }
});
