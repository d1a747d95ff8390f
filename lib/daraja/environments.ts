export const DARAJA_ENVIRONMENTS = ["simulator", "sandbox", "live"] as const;
/** Which Safaricom is talked to; these three words everywhere (design.md, section 2). */
export type DarajaEnvironment = (typeof DARAJA_ENVIRONMENTS)[number];

export const DEFAULT_BASE_URLS: Readonly<Record<DarajaEnvironment, string>> = {
  simulator: "http://127.0.0.1:4010",
  sandbox: "https://sandbox.safaricom.co.ke",
  live: "https://api.safaricom.co.ke",
};

export function isDarajaEnvironment(value: unknown): value is DarajaEnvironment {
  return DARAJA_ENVIRONMENTS.some((environment) => environment === value);
}
