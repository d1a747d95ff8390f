import { startOwned } from "@/db/owned-process";

/** Runs `npm run merchant:setup` with these variables; answers what it showed this once. */
export async function setUpMerchant(
  env: Record<string, string>,
): Promise<{ merchantId: string; apiKey: string; signingSecret: string }> {
  const setup = await startOwned({
    name: "a merchant's set-up",
    command: process.execPath,
    args: ["--import", "tsx", "scripts/setup-merchant.ts"],
    env: { ...env, NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [setup.child.stdout, setup.child.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk: string) => (said += chunk));
  }
  const closed = new Promise((resolve) => setup.child.once("close", resolve));
  await setup.ended;
  await closed;
  const merchantId = /\((mer_\w+)\)/.exec(said)?.[1];
  const apiKey = /API key\s+(sk_\S+)/.exec(said)?.[1];
  const signingSecret = /Signing key\s+(ss_\S+)/.exec(said)?.[1];
  if (merchantId === undefined || apiKey === undefined || signingSecret === undefined) {
    throw new Error(`The merchant was not made:\n${said}`);
  }
  return { merchantId, apiKey, signingSecret };
}
