import { resolve } from "node:path";
import { z } from "zod";
import { EnvironmentError } from "@/lib/env";

const port = z
  .string()
  .regex(/^\d{1,5}$/, "must be a port number from 1 to 65535")
  .transform(Number)
  .pipe(
    z
      .number()
      .min(1, "must be a port number from 1 to 65535")
      .max(65_535, "must be a port number from 1 to 65535"),
  );

/** What the launcher reads by itself; everything else goes through to the app (lib/env.ts). */
export const launcherSchema = z
  .object({
    PORT: port.default(3000),
    SIMULATOR_PORT: port.default(4010),
    DATABASE_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\//, "must start with postgres:// or postgresql://")
      .optional(),
    MALIPO_DATA_DIR: z
      .string()
      .default(".data")
      .transform((path) => resolve(path)),
    DEMO_API_KEY: z.string().optional(),
    APP_URL: z.string().optional(),
  })
  .refine(({ PORT, SIMULATOR_PORT }) => PORT !== SIMULATOR_PORT, {
    path: ["SIMULATOR_PORT"],
    error: "must differ from PORT",
  })
  .transform((values) => ({
    port: values.PORT,
    simulatorPort: values.SIMULATOR_PORT,
    databaseUrl: values.DATABASE_URL,
    dataFolder: values.MALIPO_DATA_DIR,
    demoApiKey: values.DEMO_API_KEY,
    appUrl: values.APP_URL ?? `http://localhost:${values.PORT}`,
  }));

export type LauncherSettings = z.infer<typeof launcherSchema>;

/** An environment without its empty values: they count as unset. */
export function filledOf(source: Record<string, string | undefined>): Record<string, string> {
  const filled: Record<string, string> = {};
  for (const [name, value] of Object.entries(source)) {
    if (value !== undefined && value.trim() !== "") filled[name] = value;
  }
  return filled;
}

/** Parses the launcher's part of an environment. Throws EnvironmentError with a line per variable. */
export function parseSettings(source: Record<string, string | undefined>): LauncherSettings {
  const result = launcherSchema.safeParse(filledOf(source));
  if (result.success) return result.data;
  const lines = result.error.issues.map(({ path, message }) => `  ${path.join(".")} ${message}`);
  throw new EnvironmentError(`The environment is not right:\n${lines.join("\n")}`);
}

const LOOPBACK = ["localhost", "127.0.0.1"];

/**
 * Where a browser that opens the shop finds the simulator's phone: under the same name of this
 * machine. Null where the shop has another address: only whoever set that knows the phone's.
 */
export function phoneUrlOf({ appUrl, simulatorPort }: LauncherSettings): string | null {
  const hostname = URL.canParse(appUrl) ? new URL(appUrl).hostname : "";
  return LOOPBACK.includes(hostname) ? `http://${hostname}:${simulatorPort}` : null;
}
