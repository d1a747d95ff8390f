import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, CDPSession } from "@playwright/test";
import { sheetPage, type Sheet } from "./sheet-page";

const LIMIT_BYTES = 300 * 1024;
/** Of WebP, in percent: the best that fits is taken. */
const QUALITIES = [55, 40, 25];

/** On a busy machine a screen this large has no picture of itself yet, now and then. */
const MOST_CAPTURES = 5;

async function capture(session: CDPSession, quality: number): Promise<Buffer> {
  for (let captures = 1; ; captures += 1) {
    try {
      const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality });
      return Buffer.from(data, "base64");
    } catch (error) {
      if (captures === MOST_CAPTURES) throw error;
    }
  }
}

/**
 * Lays a sheet out in the browser and writes its picture to `target` as WebP. The sheet's own
 * pictures lie in `folder`. Answers its bytes; throws when it does not fit at any quality.
 */
export async function drawSheet(
  browser: Browser,
  sheet: Sheet,
  { folder, target }: { folder: string; target: string },
): Promise<number> {
  const source = join(folder, "sheet.html");
  writeFileSync(source, sheetPage(sheet));
  const page = await browser.newPage();
  try {
    await page.goto(pathToFileURL(resolve(source)).href, { waitUntil: "load" });
    const session = await page.context().newCDPSession(page);
    const { cssContentSize } = await session.send("Page.getLayoutMetrics");
    // A screen as large as the sheet: what lies beyond a screen cannot always be captured.
    const [width, height] = [Math.ceil(cssContentSize.width), Math.ceil(cssContentSize.height)];
    await page.setViewportSize({ width, height });
    for (const quality of QUALITIES) {
      const picture = await capture(session, quality);
      if (picture.length > LIMIT_BYTES) continue;
      writeFileSync(target, picture);
      return picture.length;
    }
    throw new Error(`${target} does not fit into ${LIMIT_BYTES} bytes: give it fewer states`);
  } finally {
    await page.close();
  }
}
