import { raceCallbackAndQuery } from "../races/callback-and-query";
import { compareLedger } from "../races/compare-ledger";
import { raceDoubleSubmit } from "../races/double-submit";
import { raceDespiteUnresolved } from "../races/despite-unresolved";
import { raceSameCallback } from "../races/same-callback";
import { openRaceShop } from "../races/shop";
import { raceStartAgainstCancel } from "../races/start-against-cancel";
import { raceStartAgainstPayment } from "../races/start-against-payment";
import { scaled, type Figure, type Proof, type ProofContext } from "./proof";

const DOUBLE_SUBMIT_ROUNDS = 2_000;
const OTHER_ROUNDS = 500;

async function run(context: ProofContext): Promise<Figure[]> {
  const { progress, seed } = context;
  const shop = await openRaceShop(await context.stack(), seed);
  const full = (rounds: number) => ({ rounds: scaled(rounds, context), progress });
  try {
    return [
      ...(await raceDoubleSubmit(shop, full(DOUBLE_SUBMIT_ROUNDS))),
      ...(await raceStartAgainstCancel(shop, full(OTHER_ROUNDS))),
      ...(await raceDespiteUnresolved(shop, full(OTHER_ROUNDS))),
      ...(await raceStartAgainstPayment(shop, full(OTHER_ROUNDS))),
      ...(await raceSameCallback(shop, full(OTHER_ROUNDS))),
      ...(await raceCallbackAndQuery(shop, full(OTHER_ROUNDS))),
      ...(await compareLedger(shop)),
      { name: "answers of the apps", value: shop.tally.answers },
      { name: "answers that no race allows", value: shop.tally.unexpected, must: { be: 0 } },
      { name: "answers 5xx, or none", value: shop.tally.serverErrors, must: { be: 0 } },
    ];
  } finally {
    await shop.close();
  }
}

/** That whoever races whom over two app processes, one wins and everybody else sees it. */
export const races: Proof = {
  name: "races",
  title: "Races: two app processes, one database",
  run,
};
