import { createServer } from "node:http";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { createPending } from "../pending";
import { postJson } from "./post-json";

const silent = createServer(() => undefined);
let url = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${z.object({ port: z.number() }).parse(silent.address()).port}/`;
});
afterAll(() => {
  silent.close();
  silent.closeAllConnections();
});

it("gives up on a merchant that does not answer in time", async () => {
  const start = Date.now();
  expect(await postJson(createPending(), url, {}, "{}", 80)).toBeNull();
  expect(Date.now() - start).toBeGreaterThanOrEqual(75);
});

it("is cut when everything pending is called off", async () => {
  const pending = createPending();
  const posted = postJson(pending, url, {}, "{}", 60_000);
  pending.cancelAll();
  expect(await posted).toBeNull();
});
