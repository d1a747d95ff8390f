import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { orders } from "@/db/schema/orders";
import { apiKeys, members, merchants, shortcodes } from "@/db/schema/merchants";
import { makeId } from "@/lib/ids";
import { createDemoOrder, readDemoOrderState } from "@/lib/orders/demo-shop";
import { readOrder } from "@/lib/orders/queries";
import { loadShortcode } from "@/lib/shortcodes/load-shortcode";
import { asMerchant } from "./as-merchant";
import { permissionsOfRole } from "./permissions";
import { authenticateApiKey } from "./authenticate-api-key";
import { DEMO_COLOUR, DEMO_LOGO, DEMO_MERCHANT_ID } from "./demo-merchant";
import { openTestRuntime } from "./fixtures/test-merchant";
import { seedDemo } from "./seed-demo";
import { signIn } from "./sign-in";

let runtime: Awaited<ReturnType<typeof openTestRuntime>>;
beforeAll(async () => {
  runtime = await openTestRuntime({ DEMO_SHOP: "on" });
});
afterAll(() => runtime.close());

const options = { simulatorUrl: "http://127.0.0.1:4010", password: "demo-password" };
const KIONDO = { amountKes: 2_500, title: "Kiondo", reference: "kiondo:1" };
const holder = (key: string) => authenticateApiKey(runtime, `Bearer ${key}`);

describe("seedDemo", () => {
  it("keeps the shop closed until it ran", async () => {
    expect(await createDemoOrder(runtime, KIONDO)).toEqual({
      ok: false,
      reason: "shop_closed",
    });
  });

  it("makes one merchant, however often and at once it is called", async () => {
    const seeds = await Promise.all(Array.from({ length: 4 }, () => seedDemo(runtime, options)));
    const again = await seedDemo(runtime, { ...options, simulatorUrl: "http://localhost:5010" });
    expect(again).toMatchObject({ merchantName: "Duka la Mfano", email: "demo@malipo.example" });
    expect(again.apiKey).toMatch(/^sk_[\w-]{43}$/);
    const rows = await runtime.db
      .select()
      .from(shortcodes)
      .where(eq(shortcodes.merchantId, DEMO_MERCHANT_ID));
    expect(rows).toHaveLength(1);
    const loaded = await loadShortcode(runtime, rows[0]?.id ?? "");
    expect(loaded).toMatchObject({
      queriesPerMinute: 600,
      promptsPerPhonePer10Min: 30,
      promptsPerPhonePerDay: 80,
      attemptsPerOrder: 50,
      phonesPerAddressPerHour: 100,
      config: {
        environment: "simulator",
        baseUrl: "http://localhost:5010",
        businessShortCode: "174379",
        partyB: "174379",
        consumerKey: "demo-consumer-key",
      },
    });
    expect(await runtime.db.select().from(members)).toHaveLength(1);
    expect(await runtime.db.select().from(merchants)).toMatchObject([
      { name: "Duka la Mfano", brandColour: DEMO_COLOUR, logo: DEMO_LOGO },
    ]);
    expect(await holder(again.apiKey)).toMatchObject({
      merchantId: DEMO_MERCHANT_ID,
      scopes: ["read", "write"],
    });
    for (const { apiKey } of seeds) expect(await holder(apiKey)).toBeNull();
  });

  it.each(["sk_demo_fixed", "a", "with spaces in it"])(
    "uses a given key as it is: %s",
    async (apiKey) => {
      for (let round = 0; round < 2; round += 1) {
        expect((await seedDemo(runtime, { ...options, apiKey })).apiKey).toBe(apiKey);
        expect(await holder(apiKey)).toMatchObject({
          merchantId: DEMO_MERCHANT_ID,
          scopes: ["read", "write"],
        });
      }
      const stored = await runtime.db.select().from(apiKeys);
      expect(stored.filter(({ revokedAt }) => revokedAt === null)).toHaveLength(1);
      expect(stored.find(({ revokedAt }) => revokedAt === null)?.prefix).not.toContain(apiKey);
    },
  );

  it("lets the person sign in with the newest password alone", async () => {
    await seedDemo(runtime, options);
    await seedDemo(runtime, { ...options, password: "another-one" });
    const enter = (password: string) =>
      signIn(runtime, { email: "demo@malipo.example", password }, new Headers());
    expect(await enter("demo-password")).toMatchObject({ ok: false });
    expect(await enter("another-one")).toMatchObject({ ok: true });
  });

  it("opens the shop", async () => {
    const bought = await createDemoOrder(runtime, KIONDO);
    if (!bought.ok) throw new Error("no order");
    expect(
      await readOrder(
        runtime,
        asMerchant(runtime, {
          merchantId: DEMO_MERCHANT_ID,
          permissions: permissionsOfRole("owner"),
        }),
        bought.orderId,
      ),
    ).toMatchObject({
      amountKes: 2_500,
      status: "open",
      reference: "kiondo:1",
    });
    expect(await createDemoOrder(runtime, { amountKes: 0.5, title: "x" })).toMatchObject({
      reason: "invalid",
    });
    const closed = { ...runtime, env: { ...runtime.env, DEMO_SHOP: "off" as const } };
    expect(await createDemoOrder(closed, KIONDO)).toMatchObject({ reason: "shop_closed" });
  });

  it("makes one order of one form, however often that is sent", async () => {
    const form = { ...KIONDO, idempotencyKey: "one form" };
    const sent = await Promise.all([1, 2, 3].map(() => createDemoOrder(runtime, form)));
    expect(sent).toEqual([sent[0], sent[0], sent[0]]);
    expect(await createDemoOrder(runtime, { ...form, amountKes: 120 })).toEqual({
      ok: false,
      reason: "unavailable",
    });
  });

  it("leads back to the shop where a browser may be sent there", async () => {
    const successUrlAt = async (APP_URL: string) => {
      const at = { ...runtime, env: { ...runtime.env, APP_URL } };
      const made = await createDemoOrder(at, KIONDO);
      if (!made.ok) throw new Error(made.reason);
      const rows = await runtime.db.select().from(orders).where(eq(orders.id, made.orderId));
      return rows.map(({ successUrl }) => successUrl);
    };
    expect(await successUrlAt("https://duka.example")).toEqual(["https://duka.example/"]);
    expect(await successUrlAt("http://192.168.1.5:3000")).toEqual([null]);
  });
});

describe("readDemoOrderState", () => {
  it("knows what became of the order of a basket, and of no other order", async () => {
    const made = await createDemoOrder(runtime, KIONDO);
    if (!made.ok) throw new Error(made.reason);
    const { orderId } = made;
    const state = (id = orderId, reference = "kiondo:1") =>
      readDemoOrderState(runtime, id, reference);
    const set = (values: Partial<typeof orders.$inferInsert>) =>
      runtime.db.update(orders).set(values).where(eq(orders.id, orderId));
    expect(await state()).toBe("open");
    expect(await state(orderId, "kiondo:2")).toBe("gone");
    expect(await state(makeId("order"))).toBe("gone");
    expect(await state("ord_nonsense")).toBe("gone");
    await set({ status: "paid" });
    expect(await state()).toBe("paid");
    await set({ status: "overpaid" });
    expect(await state()).toBe("paid");
    await set({ status: "cancelled" });
    expect(await state()).toBe("gone");
    await set({ status: "open", expiresAt: new Date(0) });
    expect(await state()).toBe("gone");
  });
});

describe("the demo's simulator", () => {
  it("is refused if it is not on this machine", async () => {
    const wrong = { ...options, simulatorUrl: "https://sandbox.safaricom.co.ke" };
    await expect(seedDemo(runtime, wrong)).rejects.toThrow("baseUrl");
  });
});
