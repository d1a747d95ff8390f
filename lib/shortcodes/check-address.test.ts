import { randomBytes } from "node:crypto";
import { expect, it, vi } from "vitest";
import { startDeadline } from "@/lib/clock";
import { parseEnv } from "@/lib/env";
import type { DarajaEnvironment } from "@/lib/daraja/environments";
import { checkAddress } from "./check-address";

const key = randomBytes(32).toString("base64");

async function find(appUrl: string, environment: DarajaEnvironment) {
  const env = parseEnv({
    DATABASE_URL: "postgres://a:b@127.0.0.1/c",
    APP_SECRET: key,
    ENCRYPTION_KEYS: `k1:${key}`,
    APP_URL: appUrl,
  });
  const fetch = vi.fn(() => Promise.resolve(new Response("nothing of ours")));
  const { found } = await checkAddress({ env, fetch }, environment, startDeadline(1_000));
  return { found, asked: fetch.mock.calls.length };
}

it.each([
  ["http://pay.example.co.ke", "live", "not_https"],
  ["https://localhost", "live", "not_public"],
  ["https://192.168.1.4", "sandbox", "not_public"],
  ["https://mpesa.example.co.ke", "live", "not_allowed"],
  ["https://shop.ngrok.io", "live", "not_allowed"],
] as const)("%s on %s is %s, and nobody is asked", async (appUrl, environment, found) => {
  expect(await find(appUrl, environment)).toEqual({ found, asked: 0 });
});

it.each([
  ["https://pay.example.co.ke", "live"],
  ["http://localhost:3000", "simulator"],
] as const)("%s on %s is asked for itself, once", async (appUrl, environment) => {
  expect(await find(appUrl, environment)).toEqual({ found: "someone_else", asked: 1 });
});
