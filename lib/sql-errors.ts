/** What Postgres said, dug out of Drizzle's wrapper: SQLSTATE and constraint, never the message. */
export type SqlError = { code: string; constraint: string | null };

const UNIQUE_VIOLATION = "23505";
/** Five characters, a digit among them: `EPIPE` is not one. */
const SQLSTATE = /^(?=.*\d)[0-9A-Z]{5}$/;
/**
 * States that say "not now" rather than "wrong": connection, resources, operator intervention,
 * system errors, authorisation, a lock or serialisation that failed, a read-only standby.
 */
const NOT_NOW = /^(?:08...|28...|3D000|40001|40P01|53...|55P03|57...|58...|25006)$/;

/** The SQLSTATE and constraint of an error from the driver, or null if it is something else. */
export function readSqlError(error: unknown): SqlError | null {
  let current = error;
  for (let depth = 0; depth < 4 && current instanceof Error; depth += 1) {
    const code = "code" in current ? current.code : undefined;
    if (typeof code === "string" && SQLSTATE.test(code)) {
      const constraint = "constraint" in current ? current.constraint : undefined;
      return { code, constraint: typeof constraint === "string" ? constraint : null };
    }
    current = current.cause;
  }
  return null;
}

/** Whether a statement was rolled back by a unique index, of this name if one is given. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const found = readSqlError(error);
  return (
    found?.code === UNIQUE_VIOLATION &&
    (constraint === undefined || found.constraint === constraint)
  );
}

/**
 * Whether a statement failed because the database cannot be reached or cannot work right now: worth
 * trying again, unlike a statement that it refused. Without a SQLSTATE the statement never got an
 * answer; that is told by the error's name and fields and not by its class, of which a server holds one copy
 * per bundle.
 */
export function isDatabaseAway(error: unknown): boolean {
  const found = readSqlError(error);
  if (found) return NOT_NOW.test(found.code);
  if (!(error instanceof Error)) return false;
  return error.name === "DatabaseTooSlow" || ("query" in error && "params" in error);
}
