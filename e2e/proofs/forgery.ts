import { proveReplays, proveSecondReceipts } from "../forgery/after-success";
import { proveFlood } from "../forgery/flood";
import { proveGuesses } from "../forgery/guesses";
import { openHostileWorld } from "../forgery/hostile-world";
import { proveMutations } from "../forgery/mutations";
import { proveOtherAmounts } from "../forgery/other-amounts";
import { proveOtherIds } from "../forgery/other-ids";
import { noAnswers } from "../forgery/post-callback";
import { proveShutOut } from "../forgery/shut-out";
import type { Figure, Proof, ProofContext } from "./proof";

const WITH_RIGHT_TOKEN = [
  proveOtherIds,
  proveOtherAmounts,
  proveSecondReceipts,
  proveReplays,
  proveMutations,
  proveGuesses,
  proveFlood,
];

async function run(context: ProofContext): Promise<Figure[]> {
  const world = await openHostileWorld(context);
  try {
    const figures = await proveShutOut(world);
    const tally = { genuine: { sent: 0, paidOnce: 0 }, answers: noAnswers() };
    for (const prove of WITH_RIGHT_TOKEN) figures.push(...(await prove(world, tally)));
    const { genuine, answers } = tally;
    return [
      ...figures,
      { name: "callbacks under a right token, floods aside", value: answers.sent },
      { name: "  answered otherwise than 200", value: answers.odd, must: { be: 0 } },
      { name: "  answered 5xx", value: answers.fiveHundreds, must: { be: 0 } },
      { name: "genuine callbacks among them", value: genuine.sent },
      {
        name: "  whose order ended paid exactly once",
        value: genuine.paidOnce,
        must: { be: genuine.sent },
      },
    ];
  } finally {
    await world.close();
  }
}

/** Hostile callbacks over HTTP against a production app, with and without a right token. */
export const forgery: Proof = { name: "forgery", title: "Forged callbacks", run };
