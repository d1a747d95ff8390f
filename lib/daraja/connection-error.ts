import { readField } from "./json";

/** Errors of finding or reaching the host, for wrappers that drop the `syscall`. */
const NOT_REACHED = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "ERR_INVALID_URL",
]);

/** OpenSSL's verdicts on the far side's certificate, and alerts that only a handshake can raise. */
const HANDSHAKE_FAILED = new Set([
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "CERT_REVOKED",
  "CERT_UNTRUSTED",
  "CERT_REJECTED",
  "CERT_SIGNATURE_FAILURE",
  "CERT_CHAIN_TOO_LONG",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "INVALID_CA",
  "INVALID_PURPOSE",
  "HOSTNAME_MISMATCH",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "ERR_SSL_WRONG_VERSION_NUMBER",
  "ERR_SSL_UNSUPPORTED_PROTOCOL",
  "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION",
  "ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE",
  "ERR_SSL_TLSV1_UNRECOGNIZED_NAME",
]);

/** Node gives this the code ECONNRESET, yet says in words that the handshake was not over. */
const CUT_IN_HANDSHAKE = "before secure TLS connection was established";

/** `fetch` wraps what happened on the socket as `cause`. */
function socketError(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? error.cause : error;
}

/** A property of an error object (`code`, `syscall` are own fields), if it is a string. */
function text(error: unknown, name: string): string {
  const value = readField(error, name);
  return typeof value === "string" ? value : "";
}

/**
 * True only if it is certain that no byte of the request was sent: name not found, connection
 * refused or not reached, TLS not agreed (daraja.md, 2.6). A reset or a time-out afterwards is not.
 */
export function connectionNeverOpened(error: unknown): boolean {
  const cause = socketError(error);
  // Node tries each address of a name: all of them must have failed that way.
  if (cause instanceof AggregateError && cause.errors.length > 0) {
    return cause.errors.every((each) => connectionNeverOpened(each));
  }
  const syscall = text(cause, "syscall");
  if (syscall !== "") return syscall === "connect" || syscall.startsWith("getaddrinfo");
  const code = text(cause, "code");
  return (
    NOT_REACHED.has(code) ||
    HANDSHAKE_FAILED.has(code) ||
    text(cause, "message").includes(CUT_IN_HANDSHAKE)
  );
}

/** The error's code, such as `ECONNRESET`; its class name if it has none. Never its message. */
export function errorCause(error: unknown): string {
  const cause = socketError(error);
  const code = text(cause, "code");
  if (code !== "") return code;
  return cause instanceof Error ? cause.name : "unknown_error";
}
