import type { BrowserContext } from "@playwright/test";
import { expect } from "@playwright/test";

/** A request that the page itself gave up, by going elsewhere, is no failure. */
const GIVEN_UP = "net::ERR_ABORTED";

const pathOf = (url: string) => (URL.canParse(url) ? new URL(url).pathname : url);

/**
 * Keeps record of what goes wrong inside the browsers of a story: errors on the console (a violation
 * of the content security policy is one), exceptions, failed requests, answers of 400 and above. A
 * story names what it expects; everything else fails it.
 */
export class PageWatch {
  private readonly seen: string[] = [];
  private readonly expected: RegExp[] = [];

  watch(context: BrowserContext): void {
    context.on("console", (message) => {
      if (message.type() !== "error") return;
      this.seen.push(`console: ${message.text()} (${pathOf(message.location().url)})`);
    });
    context.on("weberror", (error) => {
      this.seen.push(`exception: ${error.error().message}`);
    });
    context.on("requestfailed", (request) => {
      const reason = request.failure()?.errorText ?? "unknown";
      if (reason === GIVEN_UP) return;
      this.seen.push(`request failed: ${request.method()} ${pathOf(request.url())} ${reason}`);
    });
    context.on("response", (response) => {
      if (response.status() < 400) return;
      const request = `${response.request().method()} ${pathOf(response.url())}`;
      this.seen.push(`answer ${response.status()}: ${request}`);
    });
  }

  /** This story brings about problems that match; without it they fail the story. */
  expectProblem(pattern: RegExp): void {
    this.expected.push(pattern);
  }

  expectNoOther(): void {
    const others = this.seen.filter((line) => !this.expected.some((known) => known.test(line)));
    expect(others, "problems in the browser that the story does not expect").toEqual([]);
  }
}
