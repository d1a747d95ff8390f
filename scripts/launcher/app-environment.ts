import { join } from "node:path";
import { parseEnv } from "@/lib/env";
import type { DemoSecrets } from "./secrets";
import { filledOf } from "./settings";

/**
 * The environment of an app process: generated secrets and the demo's switches, unless `outer` says
 * otherwise, then what must be so (`database`, `appUrl`). Throws EnvironmentError when the app would
 * refuse it, so that a wrong value is told before anything starts.
 */
export function appEnvironment(options: {
  outer: Record<string, string | undefined>;
  secrets: DemoSecrets;
  databaseUrl: string;
  appUrl: string;
  /** Where what must outlive a process is kept, such as callbacks while the database is away. */
  dataFolder: string;
  /** Where a browser finds the simulator's phone, if it can. */
  phoneUrl?: string | null;
  /** Where the app finds the simulator. */
  simulatorUrl?: string;
}): Record<string, string> {
  const { secrets, phoneUrl = null, simulatorUrl } = options;
  const environment = {
    APP_SECRET: secrets.appSecret,
    ENCRYPTION_KEYS: secrets.encryptionKeys,
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: secrets.serverActionsKey,
    CRON_SECRET: secrets.cronSecret,
    DEMO_SHOP: "on",
    ...(phoneUrl === null ? {} : { DEMO_PHONE_URL: phoneUrl }),
    ...(simulatorUrl === undefined ? {} : { SIMULATOR_URL: simulatorUrl }),
    SIMULATOR_SHOWN_IN: options.appUrl,
    SWEEPER: "in-process",
    CALLBACK_SPOOL: join(options.dataFolder, "callback-spool"),
    ...filledOf(options.outer),
    DATABASE_URL: options.databaseUrl,
    APP_URL: options.appUrl,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
  };
  parseEnv(environment);
  return environment;
}
