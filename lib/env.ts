import { resolve } from "node:path";
import { z } from "zod";

/** Everything the product reads from its environment; `.env.example` explains each line. */

/**
 * Whether this process runs tests. The bundler writes the word in at build time, so a production
 * build holds `false` whatever its environment says.
 */
export const IS_TEST_PROCESS = process.env.NODE_ENV === "test";

const bytes32 = (text: string) => Buffer.from(text, "base64").length === 32;

const origin = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && /^https?:$/.test(url.protocol) && url.pathname === "/" && !/[?#]/.test(text)) {
    return url.origin;
  }
  const message = "must be an address such as https://pay.example.co.ke, without a path";
  context.addIssue({ code: "custom", message });
  return z.NEVER;
});

const whole = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d+$/, `must be a whole number from ${from} to ${to}`)
    .transform(Number)
    .pipe(z.number().min(from, `must be at least ${from}`).max(to, `must be at most ${to}`));

const encryptionKeys = z
  .string({ error: 'is missing; make one with: echo "k1:$(openssl rand -base64 32)"' })
  .transform((text, context) => {
    const keys = text.split(",").map((entry) => {
      const [, id = "", key = ""] = /^\s*([A-Za-z0-9]{1,8}):(\S+)\s*$/.exec(entry) ?? [];
      return { id, key: Buffer.from(key, "base64") };
    });
    const active = keys[0];
    const isValid = keys.every(({ id, key }) => id !== "" && key.length === 32);
    if (!active || !isValid || new Set(keys.map(({ id }) => id)).size !== keys.length) {
      context.addIssue({
        code: "custom",
        message: "must be a list like k2:<base64 of 32 bytes>,k1:<…>, newest key first",
      });
      return z.NEVER;
    }
    return { activeId: active.id, byId: new Map(keys.map(({ id, key }) => [id, key])) };
  });

const databaseAddress = z
  .string({ error: "is missing; set it to postgres://user:password@host:5432/database" })
  .regex(/^postgres(ql)?:\/\//, "must start with postgres:// or postgresql://");

/** Where a callback is kept while the database is away, on a host whose disk stays. */
const DEFAULT_SPOOL = ".data/callback-spool";

const variables = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  APP_URL: origin.default("http://localhost:3000"),
  DATABASE_URL: databaseAddress,
  DATABASE_POOLER: z.enum(["none", "transaction"]).default("none"),
  DATABASE_LISTEN_URL: databaseAddress.optional(),
  STATUS_HOLD: z.enum(["on", "off"]).optional(),
  STATUS_HOLD_LIMIT: whole(1, 1_000_000).default(10_000),
  APP_SECRET: z
    .string({ error: "is missing; make one with: openssl rand -base64 32" })
    .refine(bytes32, "must be the base64 of 32 bytes; make one with: openssl rand -base64 32")
    .transform((text) => Buffer.from(text, "base64")),
  ENCRYPTION_KEYS: encryptionKeys,
  SWEEPER: z.enum(["in-process", "off"]).default("in-process"),
  SWEEP_INTERVAL_MS: whole(250, 600_000).default(2_000),
  INVARIANTS_EVERY_SECONDS: whole(1, 86_400).default(180),
  CRON_SECRET: z.string().min(16, "must have at least 16 characters").optional(),
  TRUSTED_PROXY_HOPS: whole(0, 10).default(0),
  CALLBACK_SPOOL: z.string().optional(),
  // Set by these hosts themselves: their disk is gone with the function.
  VERCEL: z.string().optional(),
  AWS_LAMBDA_FUNCTION_NAME: z.string().optional(),
  SIGN_UP: z.enum(["open", "closed"]).default("closed"),
  DEMO_SHOP: z.enum(["on", "off"]).default("off"),
  DEMO_PHONE_URL: origin.optional(),
  SIMULATOR_URL: origin.optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/[^\s/]+/, "must be like smtps://user:password@mail.example.co.ke:465")
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^\r\n]*@[^\r\n]+$/, "must be an address such as Malipo <malipo@example.co.ke>")
    .optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});

/** A folder as an absolute path; null for `off`, and by default where the disk does not stay. */
function spoolFolderOf(spool: string | undefined, isServerless: boolean): string | null {
  if (spool === "off" || (spool === undefined && isServerless)) return null;
  return resolve(spool ?? DEFAULT_SPOOL);
}

type Variables = z.infer<typeof variables>;

/** The server that tells of changes, unless a pooler stands before it; null where none can. */
function listenAddressOf(values: Variables): string | null {
  const { DATABASE_URL, DATABASE_POOLER, DATABASE_LISTEN_URL } = values;
  return DATABASE_LISTEN_URL ?? (DATABASE_POOLER === "none" ? DATABASE_URL : null);
}

const schema = variables
  .refine(({ SMTP_URL, MAIL_FROM }) => (SMTP_URL === undefined) === (MAIL_FROM === undefined), {
    path: ["MAIL_FROM"],
    error: "and SMTP_URL are set together or not at all",
  })
  .refine(
    ({ STATUS_HOLD, DATABASE_POOLER, DATABASE_LISTEN_URL }) =>
      STATUS_HOLD !== "on" || DATABASE_POOLER === "none" || DATABASE_LISTEN_URL !== undefined,
    {
      path: ["STATUS_HOLD"],
      error: "needs DATABASE_LISTEN_URL, because DATABASE_URL is a pooler",
    },
  )
  .transform((values) => {
    const { VERCEL, AWS_LAMBDA_FUNCTION_NAME, STATUS_HOLD, ...rest } = values;
    const isServerless = VERCEL !== undefined || AWS_LAMBDA_FUNCTION_NAME !== undefined;
    const isHolding = (STATUS_HOLD ?? (isServerless ? "off" : "on")) === "on";
    return {
      ...rest,
      CALLBACK_SPOOL: spoolFolderOf(values.CALLBACK_SPOOL, isServerless),
      DATABASE_LISTEN_URL: isHolding ? listenAddressOf(values) : null,
    };
  });

export type Env = z.infer<typeof schema>;

/** The names of everything that is read. */
export type EnvVariable = keyof z.input<typeof variables>;

export class EnvironmentError extends Error {
  override name = "EnvironmentError";
}

/**
 * Parses an environment. Throws EnvironmentError with one readable line per wrong variable; an
 * empty value counts as unset.
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const filled = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const result = schema.safeParse(filled);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => {
    const name = issue.path.join(".");
    const isMissing = issue.code === "invalid_type" && filled[name] === undefined;
    return `  ${name} ${isMissing && !issue.message.startsWith("is ") ? "is missing" : issue.message}`;
  });
  throw new EnvironmentError(`The environment is not right:\n${lines.join("\n")}`);
}

let parsed: Env | undefined;

/** The process's environment, parsed once. */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}
