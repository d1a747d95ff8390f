import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { EnvironmentError, type EnvVariable, parseEnv } from "./env";

const key = Buffer.alloc(32, 7).toString("base64");

const enough = {
  DATABASE_URL: "postgres://malipo:hush@localhost:5432/malipo",
  APP_SECRET: key,
  ENCRYPTION_KEYS: `k1:${key}`,
};

const messageOf = (source: Record<string, string | undefined>): string => {
  try {
    parseEnv(source);
  } catch (error) {
    if (error instanceof EnvironmentError) return error.message;
    throw error;
  }
  throw new Error("the environment was accepted");
};

describe("parseEnv", () => {
  it("fills in what is not set, and takes empty for unset", () => {
    const parsed = parseEnv({ ...enough, SWEEPER: "", CRON_SECRET: "" });
    expect(parsed).toMatchObject({
      APP_URL: "http://localhost:3000",
      SWEEPER: "in-process",
      SWEEP_INTERVAL_MS: 2000,
      TRUSTED_PROXY_HOPS: 0,
    });
    expect(parsed.CRON_SECRET).toBeUndefined();
  });

  it("takes a mail server and a sender together", () => {
    const mail = {
      SMTP_URL: "smtps://u:p@mail.example.co.ke:465",
      MAIL_FROM: "M <m@duka.example>",
    };
    expect(parseEnv({ ...enough, ...mail })).toMatchObject(mail);
    for (const wrong of [{ SMTP_URL: "mail.example.co.ke" }, { MAIL_FROM: "Malipo" }]) {
      expect(messageOf({ ...enough, ...mail, ...wrong }).split("\n")).toHaveLength(2);
    }
  });

  it("names every missing variable, one line each, with the way out", () => {
    const lines = messageOf({}).split("\n");
    expect(lines).toHaveLength(4);
    expect(lines[1]).toMatch(/^ {2}DATABASE_URL is missing; set it to postgres:/);
    expect(lines[2]).toMatch(/^ {2}APP_SECRET is missing; make one with: openssl/);
    expect(lines[3]).toMatch(/^ {2}ENCRYPTION_KEYS is missing; make one with: echo/);
  });

  it.each([
    ["APP_URL", "pay.example.co.ke"],
    ["APP_URL", "https://pay.example.co.ke/shop"],
    ["APP_URL", "ftp://pay.example.co.ke"],
    ["DATABASE_URL", "mysql://localhost/malipo"],
    ["DATABASE_POOLER", "session"],
    ["DATABASE_LISTEN_URL", "mysql://localhost/malipo"],
    ["STATUS_HOLD", "yes"],
    ["STATUS_HOLD_LIMIT", "0"],
    ["APP_SECRET", "c2hvcnQ="],
    ["ENCRYPTION_KEYS", key],
    ["ENCRYPTION_KEYS", `k1:${key},k1:${key}`],
    ["ENCRYPTION_KEYS", "k1:c2hvcnQ="],
    ["SWEEPER", "yes"],
    ["SWEEP_INTERVAL_MS", "2s"],
    ["SWEEP_INTERVAL_MS", "10"],
    ["CRON_SECRET", "short"],
    ["MAIL_FROM", "malipo@example.co.ke"],
    ["TRUSTED_PROXY_HOPS", "-1"],
    ["DEMO_SHOP", "true"],
    ["DEMO_PHONE_URL", "localhost:4010"],
    ["DEMO_PHONE_URL", "http://localhost:4010/?number=0712345678"],
    ["LOG_LEVEL", "loud"],
    ["NODE_ENV", "staging"],
  ])("refuses %s=%s in one line that names it", (name, value) => {
    const lines = messageOf({ ...enough, [name]: value }).split("\n");
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(new RegExp(`^  ${name} \\S`));
  });

  it.each([
    ["nothing is set", {}, resolve(".data/callback-spool")],
    ["a folder is set", { CALLBACK_SPOOL: "spool" }, resolve("spool")],
    ["an absolute folder is set", { CALLBACK_SPOOL: "/var/spool/malipo" }, "/var/spool/malipo"],
    ["it is off", { CALLBACK_SPOOL: "off" }, null],
    ["the disk goes with the function (Vercel)", { VERCEL: "1" }, null],
    ["the disk goes with the function (Lambda)", { AWS_LAMBDA_FUNCTION_NAME: "pay" }, null],
    ["a folder is set on such a host", { VERCEL: "1", CALLBACK_SPOOL: "/mnt/efs" }, "/mnt/efs"],
  ])("CALLBACK_SPOOL when %s", (_when, source, folder) => {
    expect(parseEnv({ ...enough, ...source }).CALLBACK_SPOOL).toBe(folder);
  });

  const direct = "postgres://malipo:hush@db:5432/malipo";
  const pooled = { DATABASE_POOLER: "transaction" };
  it.each([
    ["nothing is set", {}, enough.DATABASE_URL],
    ["it is off", { STATUS_HOLD: "off", DATABASE_LISTEN_URL: direct }, null],
    ["there is a pooler", pooled, null],
    ["there is a way around the pooler", { ...pooled, DATABASE_LISTEN_URL: direct }, direct],
    ["functions hold nothing (Vercel)", { VERCEL: "1" }, null],
    ["functions hold nothing (Lambda)", { AWS_LAMBDA_FUNCTION_NAME: "pay" }, null],
    ["a function shall hold", { VERCEL: "1", STATUS_HOLD: "on" }, enough.DATABASE_URL],
  ])("changes of orders are heard where %s", (_when, source, address) => {
    expect(parseEnv({ ...enough, ...source }).DATABASE_LISTEN_URL).toBe(address);
  });

  it("refuses to hold requests behind a pooler that hears nothing", () => {
    expect(messageOf({ ...enough, ...pooled, STATUS_HOLD: "on" })).toMatch(
      /\n {2}STATUS_HOLD needs DATABASE_LISTEN_URL/,
    );
  });

  it("never repeats a secret in its message", () => {
    const secrets = {
      APP_SECRET: "c2VjcmV0",
      ENCRYPTION_KEYS: "k1:c2VjcmV0",
      CRON_SECRET: "s3cr3t",
    };
    const message = messageOf({ ...enough, ...secrets });
    for (const secret of Object.values(secrets)) expect(message).not.toContain(secret);
  });
});

describe(".env.example", () => {
  /** Checked by the compiler: a new variable of lib/env.ts must be added here, and so there. */
  const readByTheApp: Record<EnvVariable, true> = {
    NODE_ENV: true,
    APP_URL: true,
    DATABASE_URL: true,
    DATABASE_POOLER: true,
    DATABASE_LISTEN_URL: true,
    STATUS_HOLD: true,
    STATUS_HOLD_LIMIT: true,
    APP_SECRET: true,
    ENCRYPTION_KEYS: true,
    SWEEPER: true,
    SWEEP_INTERVAL_MS: true,
    INVARIANTS_EVERY_SECONDS: true,
    CRON_SECRET: true,
    CALLBACK_SPOOL: true,
    VERCEL: true,
    AWS_LAMBDA_FUNCTION_NAME: true,
    TRUSTED_PROXY_HOPS: true,
    SIGN_UP: true,
    DEMO_SHOP: true,
    DEMO_PHONE_URL: true,
    SIMULATOR_URL: true,
    SMTP_URL: true,
    MAIL_FROM: true,
    LOG_LEVEL: true,
  };
  const text = readFileSync(new URL("../.env.example", import.meta.url), "utf8");
  const variables = [...text.matchAll(/^([A-Z0-9_]+)=(.*)$/gm)];
  const names = variables.map(([, name]) => name);

  it("has every variable of the app once", () => {
    expect(names).toEqual(expect.arrayContaining(Object.keys(readByTheApp)));
    expect(new Set(names).size).toBe(names.length);
  });

  it("explains each variable in the line above it", () => {
    const unexplained = names.filter((name) => !new RegExp(`^# .+\\n${name}=`, "m").test(text));
    expect(unexplained).toEqual([]);
  });

  it("works as it stands once the secrets are filled in", () => {
    const values = Object.fromEntries(
      variables.map(([, name = "", value]) => [name, value] as const),
    );
    expect(() =>
      parseEnv({ ...values, APP_SECRET: key, ENCRYPTION_KEYS: `k1:${key}` }),
    ).not.toThrow();
  });
});
