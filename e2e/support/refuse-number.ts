import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Sql } from "postgres";

const REFUSAL = {
  requestId: "1",
  errorCode: "400.002.02",
  errorMessage: "Bad Request - Invalid PhoneNumber",
};

/**
 * Runs `work` while M-PESA refuses every number. The simulator takes every Kenyan number, so this
 * answer comes from a stand-in.
 */
export async function whileNumbersAreRefused(sql: Sql, work: () => Promise<void>): Promise<void> {
  const refusing = createServer((request, response) => {
    const isOauth = request.url?.startsWith("/oauth/") === true;
    response.writeHead(isOauth ? 200 : 400, { "content-type": "application/json" });
    response.end(JSON.stringify(isOauth ? { access_token: "t", expires_in: "3599" } : REFUSAL));
  });
  await new Promise<void>((resolve) => refusing.listen(0, "127.0.0.1", resolve));
  const { port } = refusing.address() as AddressInfo;
  const [before] = await sql<{ base_url: string }[]>`select base_url from shortcodes`;
  try {
    await sql`update shortcodes set base_url = ${`http://127.0.0.1:${port}`}`;
    await work();
  } finally {
    await sql`update shortcodes set base_url = ${before?.base_url ?? ""}`;
    refusing.close();
  }
}
