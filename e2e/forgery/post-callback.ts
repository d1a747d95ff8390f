/** How callbacks under a right token were answered. */
export type Answers = {
  sent: number;
  /** Neither 200 nor what the contract says instead. */
  odd: number;
  fiveHundreds: number;
  slowestMs: number;
};

export const noAnswers = (): Answers => ({ sent: 0, odd: 0, fiveHundreds: 0, slowestMs: 0 });

/** Posts a body as Safaricom does; 200 is the only answer that a right token gets. */
export async function postCallback(
  answers: Answers,
  url: string,
  body: string | Buffer,
): Promise<void> {
  const startedMs = performance.now();
  const headers = { "content-type": "application/json;charset=UTF-8" };
  const answer = await fetch(url, {
    method: "POST",
    headers,
    body: Uint8Array.from(Buffer.from(body)),
  });
  await answer.arrayBuffer();
  answers.sent += 1;
  if (answer.status !== 200) answers.odd += 1;
  if (answer.status >= 500) answers.fiveHundreds += 1;
  answers.slowestMs = Math.max(answers.slowestMs, performance.now() - startedMs);
}
