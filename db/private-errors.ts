import { PgPreparedQuery } from "drizzle-orm/pg-core";

/**
 * Errors of statements without what they were about. Drizzle puts every parameter into the message
 * of a failed query, and Postgres puts the offending row into `detail`; a framework prints both when
 * a page throws. Phones, tokens and receipts must not get there by that road.
 */

type RunQuery = (
  this: unknown,
  query: string,
  params: unknown[],
  run: () => Promise<unknown>,
) => Promise<unknown>;

const METHOD = "queryWithCache";
const TELLING = ["detail", "where", "internalQuery"] as const;
/** Data exceptions and constraint violations: their messages quote values. */
const QUOTES_VALUES = /^2[23]/;

/** Drizzle's private method, if this version still has it: `db/private-errors.test.ts` asks. */
function isRunQuery(value: unknown): value is RunQuery {
  return typeof value === "function" && value.length === 3;
}

function withoutRow(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  for (const name of TELLING) Reflect.deleteProperty(error, name);
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (QUOTES_VALUES.test(code)) {
    const { message } = error;
    error.message = `SQLSTATE ${code}`;
    error.stack = error.stack?.replace(message, error.message) ?? "";
  }
  return error;
}

let isInstalled = false;

/** From now on no error of Drizzle holds a statement's parameters. Throws if Drizzle has changed. */
export function hideParametersInErrors(): void {
  if (isInstalled) return;
  const original: unknown = Reflect.get(PgPreparedQuery.prototype, METHOD);
  if (!isRunQuery(original)) throw new Error(`drizzle-orm has no ${METHOD} any more`);
  // The parameters handed over here serve the error and a cache that we do not use.
  const replacement: RunQuery = function (query, _params, run) {
    return original.call(this, query, [], () =>
      run().catch((error: unknown) => {
        throw withoutRow(error);
      }),
    );
  };
  Reflect.set(PgPreparedQuery.prototype, METHOD, replacement);
  isInstalled = true;
}
