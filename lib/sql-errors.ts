/** What Postgres said, dug out of Drizzle's wrapper: SQLSTATE and constraint, never the message. */
export type SqlError = { code: string; constraint: string | null };

const UNIQUE_VIOLATION = "23505";

/** The SQLSTATE and constraint of an error from the driver, or null if it is something else. */
export function readSqlError(error: unknown): SqlError | null {
  let current = error;
  for (let depth = 0; depth < 4 && current instanceof Error; depth += 1) {
    const code = "code" in current ? current.code : undefined;
    if (typeof code === "string" && /^[0-9A-Z]{5}$/.test(code)) {
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
 * Whether the database could not be asked at all, or is going away: worth trying again, unlike a
 * statement that it refused. An error that is not from the server counts as unreachable.
 */
export function isDatabaseAway(error: unknown): boolean {
  const code = readSqlError(error)?.code;
  return code === undefined || /^(?:08|53|57|58)/.test(code);
}
