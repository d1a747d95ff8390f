import { scaled, type Figure } from "../proofs/proof";
import { changedTables, digestDatabase } from "./database-digest";
import { rollDice } from "./dice";
import { makeForeignTokens, type HostileWorld } from "./hostile-world";
import { inParallel } from "../support/in-parallel";
import { sendRaw } from "./send-raw";
import { drawWithoutToken, headOnly } from "./without-token";
import { WRONG_TOKENS } from "./wrong-tokens";

const FULL_CALLBACKS = 12_000;
const FULL_UNREAD = 400;
const DOORS = 12;
const AT_ONCE = 8;
/** A body that is waited for is given up after five seconds; an unread one is answered long before. */
const AT_ONCE_MS = 4_000;
const WAITS_MS = 1_000;

type Tally = { wrong: string[]; fiveHundreds: number; answers: Map<string, number> };

/** Whoever has no right token: answered 404 with the body unread, and no row of any table changes. */
export async function proveShutOut(world: HostileWorld): Promise<Figure[]> {
  const { context, sql } = world;
  const doors = await world.openDoors(DOORS);
  const foreignTokens = await makeForeignTokens(world);
  const before = await digestDatabase(sql);
  const dice = rollDice(context.seed, "without a token");
  const source = () => {
    const door = dice.pick(doors);
    const others = doors.filter(({ token }) => token !== door.token);
    return { dice, door, otherDoor: dice.pick(others), foreignTokens };
  };
  const hostile = Array.from({ length: scaled(FULL_CALLBACKS, context) }, () =>
    drawWithoutToken(source()),
  );
  context.progress(`${hostile.length} callbacks without a right token`);
  const tally: Tally = { wrong: [], fiveHundreds: 0, answers: new Map() };
  await inParallel(hostile, AT_ONCE, async ({ family, head, isFine }) => {
    const { status } = await sendRaw(world.port, { head });
    if (status !== null && status >= 500) tally.fiveHundreds += 1;
    if (!isFine(status)) tally.wrong.push(`${family}: ${status ?? "nothing"}\n${head.toString()}`);
    tally.answers.set(family, (tally.answers.get(family) ?? 0) + 1);
  });
  for (const wrong of tally.wrong.slice(0, 5)) context.progress(`WRONG ${wrong.slice(0, 400)}`);
  const unread = await proveUnread(world, () => {
    const one = source();
    return WRONG_TOKENS["a bit flipped in the tag"]?.(one) ?? "x";
  });
  const control = await waitsForBody(world, dice.pick(doors).token);
  const changed = changedTables(before, await digestDatabase(sql));
  if (changed.length > 0) context.progress(`CHANGED ${changed.join(", ")}`);
  return [
    { name: "callbacks without a right token", value: hostile.length },
    { name: "  families of them", value: tally.answers.size },
    { name: "  real tokens of another instance", value: foreignTokens.length },
    {
      name: "  answered otherwise than 404 (4xx where it is no request)",
      value: tally.wrong.length,
      must: { be: 0 },
    },
    { name: "  answered 5xx", value: tally.fiveHundreds, must: { be: 0 } },
    { name: "  tables compared", value: before.size, must: { beAtLeast: 10 } },
    { name: "  tables changed", value: changed.length, must: { be: 0 } },
    ...unread,
    {
      name: "  control: the right token waits for its body",
      value: control ? 1 : 0,
      must: { be: 1 },
    },
  ];
}

/** Bodies that are announced and never sent, or come a byte at a time: answered all the same. */
async function proveUnread(world: HostileWorld, wrongToken: () => string): Promise<Figure[]> {
  const count = scaled(FULL_UNREAD, world.context);
  const sent = { unread: 0, trickled: 0, slowestMs: 0 };
  await inParallel([...Array(count).keys()], AT_ONCE, async (number) => {
    const isTrickled = number % 2 === 0;
    const bodyBytes = number % 4 < 2 ? 60_000 : 50_000_000;
    const head = headOnly(wrongToken(), bodyBytes);
    const trickle = isTrickled ? { trickle: Buffer.alloc(500, " ") } : {};
    const answer = await sendRaw(world.port, { head, ...trickle }, AT_ONCE_MS);
    sent.slowestMs = Math.max(sent.slowestMs, answer.elapsedMs);
    if (answer.status !== 404) return;
    if (isTrickled && answer.trickledBytes < 500) sent.trickled += 1;
    if (!isTrickled) sent.unread += 1;
  });
  return [
    { name: "bodies announced and never sent", value: Math.floor(count / 2) },
    {
      name: "  answered 404 without them",
      value: sent.unread,
      must: { be: Math.floor(count / 2) },
    },
    { name: "bodies that trickle", value: Math.ceil(count / 2) },
    {
      name: "  answered 404 before their end",
      value: sent.trickled,
      must: { be: Math.ceil(count / 2) },
    },
    {
      name: "  slowest of both",
      value: sent.slowestMs,
      unit: "ms",
      must: { beAtMost: AT_ONCE_MS },
    },
  ];
}

/** What makes the figure above mean something: with the right token the same head is not answered. */
async function waitsForBody({ port }: HostileWorld, token: string): Promise<boolean> {
  const { status } = await sendRaw(port, { head: headOnly(token, 60_000) }, WAITS_MS);
  return status === null;
}
