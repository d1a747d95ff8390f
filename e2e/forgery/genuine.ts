import { isPaidOnce, readBooks } from "./books";
import type { Door } from "./doors";
import type { HostileWorld } from "./hostile-world";
import { postCallback, type Answers } from "./post-callback";

/** How the genuine callbacks among the hostile ones fared. */
export type Genuine = { sent: number; paidOnce: number };

/** Delivers the callback that was held back; counts whether the order is paid by it, once. */
export async function deliverGenuine(
  { sql, context }: HostileWorld,
  door: Door,
  { genuine, answers }: { genuine: Genuine; answers: Answers },
): Promise<void> {
  await postCallback(answers, door.url, door.genuine);
  genuine.sent += 1;
  const books = await readBooks(sql, door.orderId);
  if (isPaidOnce(books, door) && books.unapplied === 0) genuine.paidOnce += 1;
  else context.progress(`NOT PAID ONCE ${door.orderId}: ${JSON.stringify(books).slice(0, 600)}`);
}
