import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { APIError, createAuthMiddleware } from "better-auth/api";
import { betterAuth } from "better-auth/minimal";
import { twoFactor } from "better-auth/plugins/two-factor";
import {
  accounts,
  authRateLimits,
  sessions,
  twoFactors,
  users,
  verifications,
} from "@/db/schema/auth";
import { recordForPerson } from "@/lib/audit/record-for-person";
import type { Runtime } from "@/lib/runtime";
import { deriveKey } from "@/lib/sealing";
import { forgetSignIns, takeSignIn } from "./sign-in-limit";

/** Set by our own routes alone, from the trusted hop; whatever a client sends under it is dropped. */
export const ADDRESS_HEADER = "x-malipo-client-address";

const WEEK_SECONDS = 604_800;
const MINUTE_SECONDS = 60;
const SIGN_INS_PER_ADDRESS = 20;
/** All clients share one count where no proxy is trusted to tell them apart. */
const SIGN_INS_WITHOUT_ADDRESS = 200;
const SIGN_IN_PATH = "/sign-in/email";

type Ctx = Pick<Runtime, "db" | "env" | "log">;

export type Auth = ReturnType<typeof makeAuth>;

const made = new WeakMap<Ctx["db"], Auth>();

/** The sign-in service of a runtime, made at first use and kept as long as its database is. */
export function authOf(ctx: Ctx): Auth {
  const auth = made.get(ctx.db) ?? makeAuth(ctx);
  made.set(ctx.db, auth);
  return auth;
}

/**
 * better-auth over our tables: e-mail and password, codes from an app, no public sign-up, no network of
 * its own. A
 * session ends a week after sign-in. Too many tries answer 429, by address and by e-mail, whether or
 * not the e-mail is known.
 */
function makeAuth(ctx: Ctx) {
  const { db, env, log } = ctx;
  return betterAuth({
    appName: "Malipo",
    baseURL: env.APP_URL,
    secret: deriveKey(env.APP_SECRET, "auth").toString("base64url"),
    telemetry: { enabled: false },
    database: drizzleAdapter(db, {
      provider: "pg",
      schema: {
        user: users,
        session: sessions,
        account: accounts,
        verification: verifications,
        rateLimit: authRateLimits,
        twoFactor: twoFactors,
      },
    }),
    plugins: [twoFactor({ issuer: "Malipo" })],
    emailAndPassword: { enabled: true, disableSignUp: true },
    session: { expiresIn: WEEK_SECONDS, disableSessionRefresh: true },
    rateLimit: {
      enabled: true,
      storage: "database",
      customRules: {
        [SIGN_IN_PATH]: (request) => ({
          window: MINUTE_SECONDS,
          max: request.headers.has(ADDRESS_HEADER)
            ? SIGN_INS_PER_ADDRESS
            : SIGN_INS_WITHOUT_ADDRESS,
        }),
        // Read at every page: guarded by its cookie, and nothing to guess.
        "/get-session": false,
      },
    },
    advanced: {
      disableOriginCheck: false,
      useSecureCookies: env.APP_URL.startsWith("https:"),
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
    logger: { log: (level, _message, ...details) => logProblem(log, level, details) },
    hooks: signInHooks(ctx),
  });
}

function signInHooks(ctx: Ctx) {
  return {
    before: createAuthMiddleware(async ({ path, body }) => {
      if (path !== SIGN_IN_PATH) return;
      const isAllowed = await takeSignIn(ctx, readEmail(body));
      if (!isAllowed) throw new APIError("TOO_MANY_REQUESTS", { code: "TOO_MANY_SIGN_INS" });
    }),
    after: createAuthMiddleware(async ({ path, body, headers, context }) => {
      const { newSession } = context;
      if (path !== SIGN_IN_PATH || !newSession) return;
      await forgetSignIns(ctx, readEmail(body));
      // Whoever has an app for codes is not in yet (two-factor.ts).
      if (newSession.user["twoFactorEnabled"] === true) return;
      const address = headers?.get(ADDRESS_HEADER) ?? null;
      const userAgent = headers?.get("user-agent") ?? null;
      const by = { userId: newSession.user.id, from: { address, userAgent } };
      await recordForPerson(ctx, { by, action: "signed_in" });
    }),
  };
}

function readEmail(body: unknown): string {
  const email = typeof body === "object" && body !== null && "email" in body ? body.email : "";
  return typeof email === "string" ? email : "";
}

/** Wrong passwords are no problem of ours; messages may quote statements, so only the error's kind. */
function logProblem(log: Ctx["log"], level: string, details: unknown[]): void {
  if (level !== "error") return;
  const error = details.find((detail) => detail instanceof Error);
  log.error("sign-in had a problem", { step: "better-auth", error });
}
