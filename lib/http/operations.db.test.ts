import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestShop, testEnv, type TestShop } from "@/lib/payments/fixtures/test-shop";
import { openRuntime } from "@/lib/runtime";
import { handleCronSweep } from "./cron-sweep";
import { handleHealth } from "./health";

const SECRET = "a-cron-secret-of-some-length";

let shop: TestShop;

beforeAll(async () => {
  shop = await openTestShop({ CRON_SECRET: SECRET });
});
afterAll(() => shop.close());

const away = () =>
  openRuntime({ ...testEnv("postgres://n:x@127.0.0.1:1/none"), CRON_SECRET: SECRET });
const cron = (authorization: string | null, runtime = shop.runtime) =>
  handleCronSweep(
    runtime,
    new Request("http://localhost/api/cron/sweep", {
      headers: authorization === null ? {} : { authorization },
    }),
  );

describe("GET /api/health", () => {
  it("is ok, and counts broken invariants without failing", async () => {
    const healthy = await handleHealth(shop.runtime);
    expect(healthy.status).toBe(200);
    expect(healthy.headers.get("cache-control")).toBe("no-store");
    expect(await healthy.json()).toEqual({ status: "ok", invariantsBroken: 0 });
    const orderId = await shop.makeOrder();
    await shop.witness`update orders set paid_kes = 5 where id = ${orderId}`;
    const broken = await handleHealth(shop.runtime);
    expect(broken.status).toBe(200);
    expect(await broken.json()).toEqual({ status: "ok", invariantsBroken: 1 });
    await shop.witness`update orders set paid_kes = 0 where id = ${orderId}`;
  });

  it("is 503 while the database is away", async () => {
    const runtime = away();
    expect((await handleHealth(runtime)).status).toBe(503);
    await runtime.close();
  });
});

describe("GET /api/cron/sweep", () => {
  it.each([
    null,
    "",
    "Bearer",
    "Bearer ",
    "Bearer undefined",
    `Bearer ${SECRET}x`,
    `Bearer ${SECRET.slice(0, -1)}`,
    `Basic ${SECRET}`,
    SECRET,
  ])("is 401 for %j", async (authorization) => {
    const response = await cron(authorization);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: { code: "unauthorized" } });
  });

  it("is 401 for everything when no secret is set", async () => {
    const runtime = { ...shop.runtime, env: { ...shop.env, CRON_SECRET: undefined } };
    for (const authorization of [`Bearer ${SECRET}`, "Bearer ", "Bearer undefined"]) {
      expect((await cron(authorization, runtime)).status).toBe(401);
    }
  });

  it("sweeps once and answers its counts", async () => {
    const orderId = await shop.makeOrder({ expiresInSeconds: 60 });
    await shop.age(orderId, 61);
    const response = await cron(`Bearer ${SECRET}`);
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await response.json()).toMatchObject({ ordersExpired: 1, failures: 0 });
    expect((await shop.readOrder(orderId)).status).toBe("expired");
  });

  it("is 503 while the database is away", async () => {
    const runtime = away();
    expect((await cron(`Bearer ${SECRET}`, runtime)).status).toBe(503);
    await runtime.close();
  });
});
