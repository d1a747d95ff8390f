import { raceCallbackAndQuery } from "../races/callback-and-query";
import { compareLedger } from "../races/compare-ledger";
import { raceDespiteUnresolved } from "../races/despite-unresolved";
import { raceDoubleSubmit } from "../races/double-submit";
import { raceSameCallback } from "../races/same-callback";
import { none, openRaceShop, type Race } from "../races/shop";
import { raceStartAgainstCancel } from "../races/start-against-cancel";
import { raceStartAgainstPayment } from "../races/start-against-payment";
import { scaled, type Figure, type Proof, type ProofContext } from "./proof";

const RACES: readonly { name: string; race: Race; rounds: number }[] = [
  { name: "double submit", race: raceDoubleSubmit, rounds: 2_000 },
  { name: "start against cancel", race: raceStartAgainstCancel, rounds: 500 },
  { name: "start despite unresolved", race: raceDespiteUnresolved, rounds: 500 },
  { name: "start against payment", race: raceStartAgainstPayment, rounds: 500 },
  { name: "same callback 20 times at once", race: raceSameCallback, rounds: 500 },
  { name: "callback and query", race: raceCallbackAndQuery, rounds: 500 },
];

async function run(context: ProofContext): Promise<Figure[]> {
  const { progress, seed } = context;
  const shop = await openRaceShop(await context.stack(), seed);
  const figures: Figure[] = [];
  try {
    for (const { name, race, rounds } of RACES) {
      const startedMs = performance.now();
      const found = await race(shop, { rounds: scaled(rounds, context), progress });
      figures.push(...found.map((figure) => ({ ...figure, name: `${name}: ${figure.name}` })));
      progress(`${name}: done in ${((performance.now() - startedMs) / 1_000).toFixed(1)} s`);
    }
    return [
      ...figures,
      ...(await compareLedger(shop)),
      { name: "answers of the apps", value: shop.tally.answers },
      none("answers that no race allows", shop.tally.unexpected),
      none("answers 5xx, or none", shop.tally.serverErrors),
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
