import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { LauncherProblem } from "./problem";

const key32 = () => randomBytes(32).toString("base64");
const text = z.string().min(1);

const secretsShape = z.object({
  appSecret: text,
  encryptionKeys: text,
  serverActionsKey: text,
  cronSecret: text,
  demoPassword: text,
  /** The generated key of the demo merchant, kept so that it stays the same from start to start. */
  demoApiKey: text.optional(),
});

export type DemoSecrets = z.infer<typeof secretsShape>;

/** Secrets that nobody chose, for a demo or a test. */
export function generateSecrets(): DemoSecrets {
  return {
    appSecret: key32(),
    encryptionKeys: `k1:${key32()}`,
    serverActionsKey: key32(),
    cronSecret: randomBytes(24).toString("base64url"),
    demoPassword: randomBytes(9).toString("base64url"),
  };
}

/** Writes the secrets whole or not at all, for their owner's eyes only. */
export function keepSecrets(folder: string, secrets: DemoSecrets): void {
  const path = join(folder, "secrets.json");
  writeFileSync(`${path}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/**
 * The secrets of a data folder, generated at first use. Losing them makes the sealed columns of the
 * database unreadable, so a damaged file is a problem for a person and is never replaced.
 */
export function openSecrets(folder: string): DemoSecrets {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, "secrets.json");
  if (!existsSync(path)) {
    const secrets = generateSecrets();
    keepSecrets(folder, secrets);
    return secrets;
  }
  try {
    return secretsShape.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    throw new LauncherProblem(
      `${path} is damaged. Without it the data in ${folder} cannot be read: put the file back, or ` +
        `remove the whole folder to begin anew.`,
    );
  }
}
