import { DemoPhone } from "@/components/shop/demo-phone";
import { runtime } from "@/lib/runtime";
import { settleWithin } from "@/lib/settle-within";
import { readDemoPhone } from "@/lib/shortcodes/read-demo-phone";
import { isDatabaseAway } from "@/lib/sql-errors";

const READ_LIMIT_MS = 2_000;

/** The simulated phone beside a demo's page, or null. The page never fails for want of it. */
export async function demoPhoneBeside(of: Parameters<typeof readDemoPhone>[1]) {
  try {
    const url = await settleWithin(READ_LIMIT_MS, readDemoPhone(runtime(), of));
    return url === null ? null : <DemoPhone url={url} />;
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    return null;
  }
}
