import pino from "pino";

/**
 * Logging by allow-list: only the fields named here reach a line, so a phone number, token, receipt
 * or raw body cannot get there by accident. Errors are reduced to name, SQLSTATE and constraint:
 * a driver's message may hold parameters.
 */
export type LogFields = {
  orderId?: string;
  attemptId?: string;
  evidenceId?: string;
  merchantId?: string;
  shortcodeId?: string;
  kind?: string;
  code?: string | null;
  reason?: string;
  cause?: string;
  status?: number;
  count?: number;
  counts?: Record<string, number>;
  durationMs?: number;
  step?: string;
  error?: unknown;
};

const LOGGED_TEXT_CHARS = 120;

function describeError(error: unknown): Record<string, string> {
  const described: Record<string, string> = {};
  let current: unknown = error;
  for (let depth = 0; depth < 3 && current instanceof Error; depth += 1) {
    described[depth === 0 ? "error" : `cause${depth}`] = current.name;
    const { code, constraint } = current as Error & { code?: unknown; constraint?: unknown };
    if (typeof code === "string") described["errorCode"] = code;
    if (typeof constraint === "string") described["constraint"] = constraint;
    current = current.cause;
  }
  return described;
}

const ALLOWED = [
  "orderId",
  "attemptId",
  "evidenceId",
  "merchantId",
  "shortcodeId",
  "kind",
  "code",
  "reason",
  "cause",
  "status",
  "count",
  "counts",
  "durationMs",
  "step",
] as const;

/** Digits long enough to be a phone number, Safaricom's ids and what looks like a receipt are masked. */
function masked(text: string): string {
  return text
    .replaceAll(/\d{7,}/g, "#")
    .replaceAll(/ws_CO_\w+/g, "ws_CO_#")
    .replaceAll(/\b(?=[a-z]*\d)[a-z\d]{10}\b/gi, "#")
    .slice(0, LOGGED_TEXT_CHARS);
}

function allowed(fields: LogFields): Record<string, unknown> {
  const line: Record<string, unknown> = {};
  for (const name of ALLOWED) {
    const value = fields[name];
    if (value === undefined || value === null) continue;
    line[name] = typeof value === "string" && !name.endsWith("Id") ? masked(value) : value;
  }
  return fields.error === undefined ? line : { ...line, ...describeError(fields.error) };
}

export type Log = {
  debug: (message: string, fields?: LogFields) => void;
  info: (message: string, fields?: LogFields) => void;
  warn: (message: string, fields?: LogFields) => void;
  error: (message: string, fields?: LogFields) => void;
};

/** A log that writes JSON lines to standard output, or to `destination`. */
export function openLog(level: string, destination?: pino.DestinationStream): Log {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  const logger = destination ? pino(options, destination) : pino(options);
  return {
    debug: (message, fields = {}) => logger.debug(allowed(fields), message),
    info: (message, fields = {}) => logger.info(allowed(fields), message),
    warn: (message, fields = {}) => logger.warn(allowed(fields), message),
    error: (message, fields = {}) => logger.error(allowed(fields), message),
  };
}
