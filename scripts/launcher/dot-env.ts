import { existsSync } from "node:fs";

/** Reads `.env` as `next start` does, for commands beside it; what is set already stays. */
export function loadDotEnv(): void {
  if (existsSync(".env")) process.loadEnvFile(".env");
}
