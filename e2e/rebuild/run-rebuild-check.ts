import { execFile } from "node:child_process";

const TIMEOUT_MS = 300_000;
const LAST_LINE =
  /^Rebuilt (\d+) orders from (\d+) pieces of evidence.*: (?:identical|(\d+) diff)/m;

export type RebuildResult = {
  exitCode: number;
  orders: number;
  evidence: number;
  differences: number;
  output: string;
};

/** Runs `npm run rebuild -- --check` on a database and reads what it printed. */
export function runRebuildCheck(env: Record<string, string>): Promise<RebuildResult> {
  return new Promise((resolve, reject) => {
    const args = ["--import", "tsx", "scripts/rebuild.ts", "--check"];
    const options = { env: { ...env, NODE_ENV: "production" as const }, timeout: TIMEOUT_MS };
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      const [, orders, evidence, differences = "0"] = LAST_LINE.exec(stdout) ?? [];
      if (orders === undefined) {
        reject(new Error(`rebuild --check said no last line:\n${stderr}${stdout.slice(-2_000)}`));
        return;
      }
      resolve({
        exitCode: error === null ? 0 : Number(error.code ?? 1),
        orders: Number(orders),
        evidence: Number(evidence),
        differences: Number(differences),
        output: stdout,
      });
    });
  });
}
