/** One answer of an app, whatever it was; status 0 when there was none. */
export type Answer = { status: number; body: string; location: string | null };

const SHOWN_PROBLEMS = 5;
const SHOWN_CHARS = 300;

/** Sends one request and never throws: an answer that did not come is an answer to be counted. */
export async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  try {
    const response = await fetch(url, { redirect: "manual", ...init });
    const body = await response.text();
    return { status: response.status, body, location: response.headers.get("location") };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { status: 0, body: String(cause), location: null };
  }
}

/** Accounts for every answer: nothing that was not expected goes by unseen. */
export class Tally {
  answers = 0;
  serverErrors = 0;
  unexpected = 0;
  private shown = 0;

  /** Counts an answer, and says what it was if it is none of those that the race allows. */
  count(what: string, answer: Answer, isExpected: boolean): void {
    this.answers += 1;
    if (answer.status >= 500 || answer.status === 0) this.serverErrors += 1;
    if (isExpected) return;
    this.unexpected += 1;
    this.tell(`${what} answered ${answer.status}: ${answer.body}`);
  }

  /** Shows a problem; the first ones only, a run of them says the same. */
  tell(problem: string): void {
    this.shown += 1;
    if (this.shown <= SHOWN_PROBLEMS) console.error(`  ✗ ${problem.slice(0, SHOWN_CHARS)}`);
  }
}
