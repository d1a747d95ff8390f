import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, CDPSession } from "@playwright/test";
import type { Kind, Received } from "./weigh";

/** A page is loaded once nothing more has come for this long. */
const QUIET_MS = 1_500;
const LIMIT_MS = 60_000;

type Answer = { url: string; kind: Kind };

function kindOf(type: string, mimeType: string): Kind {
  if (mimeType === "text/x-component") return "RSC";
  switch (type) {
    case "Document":
      return "HTML";
    case "Stylesheet":
      return "CSS";
    case "Script":
      return "JS";
    case "Font":
      return "fonts";
    case "Image":
      return "images";
    default:
      return mimeType.includes("javascript") ? "JS" : "data";
  }
}

async function bodyOf(session: CDPSession, requestId: string): Promise<Buffer> {
  const { body, base64Encoded } = await session.send("Network.getResponseBody", { requestId });
  return Buffer.from(body, base64Encoded ? "base64" : "utf8");
}

/**
 * Opens `url` as somebody who was never there before and answers everything that came over the line,
 * each with its bytes as Chromium counted them. A request that is still open, such as one that waits
 * for news, is no part of it.
 */
export async function recordLoad(browser: Browser, url: string): Promise<Received[]> {
  const context = await browser.newContext({ viewport: { width: 360, height: 640 } });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    const answers = new Map<string, Answer>();
    const received: Promise<Received>[] = [];
    let lastMs = performance.now();
    session.on("Network.responseReceived", ({ requestId, type, response }) => {
      answers.set(requestId, { url: response.url, kind: kindOf(type, response.mimeType) });
    });
    session.on("Network.requestServedFromCache", ({ requestId }) => answers.delete(requestId));
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      lastMs = performance.now();
      const answer = answers.get(requestId);
      // Without bytes it came from memory: a script that was preloaded before.
      if (!answer || encodedDataLength === 0) return;
      received.push(
        bodyOf(session, requestId).then((body) => ({
          ...answer,
          wireBytes: encodedDataLength,
          body,
        })),
      );
    });
    await page.goto(url, { waitUntil: "load", timeout: LIMIT_MS });
    while (performance.now() - lastMs < QUIET_MS) await sleep(QUIET_MS / 10);
    return await Promise.all(received);
  } finally {
    await context.close();
  }
}
