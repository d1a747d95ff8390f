import { setTimeout as sleep } from "node:timers/promises";
import type { Faults } from "../support/simulator";
import type { HostProcess } from "./host-process";
import type { Trial } from "./trial";

/** While a push or query is under way the trouble must find it so. */
const SLOW: Faults = { push: { hangMs: 500 } };
const SLOW_QUERY: Faults["query"] = { latencyMs: [400, 400] };
const DROPPED = { drop: 1 };
/** Long enough after the push for a query answer to count, and past the first check. */
const TO_FIRST_CHECK_SECONDS = 21;
const PAST_WINDOW_SECONDS = 301;
const PAST_STALE_SECONDS = 31;

const faultsOf = (trial: Trial, faults: Faults = {}) =>
  trial.lane.simulator.setFaults({
    ...faults,
    ...(trial.plan.name === "push:sending" ? SLOW : {}),
    ...(trial.plan.name === "query:sending" ? { query: { ...faults.query, ...SLOW_QUERY } } : {}),
  });

/** A customer pays; the callback is lost; `look` then brings the check. */
async function payWithoutCallback(trial: Trial): Promise<void> {
  await faultsOf(trial, { callback: DROPPED });
  await trial.order();
  await trial.start();
  await trial.pay();
  await trial.age(TO_FIRST_CHECK_SECONDS);
}

/** The held flow goes on while the line to the database is cut for a moment. */
async function goOnWithoutDatabase(
  { lane: { line } }: Trial,
  host: HostProcess,
  awayMs: number,
): Promise<void> {
  await line.cut();
  host.goOn();
  await sleep(awayMs);
  await line.mend();
}

async function pays(trial: Trial): Promise<void> {
  await faultsOf(trial);
  await trial.order();
  await trial.arm();
  await trial.start();
  await trial.pay();
}

/** What a customer does, up to the trouble and past it; each arms the plan's failpoint in time. */
const ROADS = {
  pays,

  /** Types the PIN at once, whoever is there to hear of it. */
  paysWhileDown: pays,

  /** Cancels on the phone. */
  async refuses(trial: Trial) {
    await faultsOf(trial);
    await trial.lane.simulator.setSubscriber(trial.msisdn, {
      autoAnswer: "cancel",
      answerAfterMs: 100,
    });
    await trial.order();
    await trial.arm();
    await trial.start();
    await trial.endTrouble();
    await trial.lane.simulator.setSubscriber(trial.msisdn, { autoAnswer: "none" });
  },

  /** The browser sends the same form twice. */
  async postsAgain(trial: Trial) {
    await faultsOf(trial);
    await trial.order();
    await trial.start();
    await trial.arm();
    await trial.start();
    await trial.pay();
  },

  /** The second tab wins while the first stands right before its claim. */
  async twoTabs(trial: Trial) {
    await faultsOf(trial);
    await trial.order();
    const otherTab = () => trial.start(null, crypto.randomUUID());
    await trial.prelude(
      { point: "claim:before", action: "hold" },
      async (host) => {
        await otherTab();
        await trial.arm();
        host.goOn();
      },
      () => trial.start(),
    );
    await trial.pay();
  },

  /** The database goes away while it claims. */
  async claimUnanswered(trial: Trial) {
    await faultsOf(trial);
    await trial.order();
    await trial.prelude(
      { point: "claim:before", action: "hold" },
      async (host) => {
        await trial.arm();
        await goOnWithoutDatabase(trial, host, 300);
      },
      () => trial.start(),
    );
    await trial.pay();
  },

  /** The database is away when the push is answered, and Safaricom's answer is held for it. */
  async databaseBlinks(trial: Trial) {
    await faultsOf(trial);
    await trial.order();
    await trial.prelude(
      { point: "push:answered", action: "hold" },
      async (host) => {
        await trial.arm();
        await goOnWithoutDatabase(trial, host, 600);
      },
      () => trial.start(),
    );
    await trial.pay();
  },

  /** The database is away when the callback comes, and the disk keeps it. */
  async databaseAwayForCallback(trial: Trial) {
    await faultsOf(trial);
    await trial.order();
    await trial.start();
    await trial.prelude(
      { point: "callback:authenticated", action: "hold" },
      async (host) => {
        await trial.arm();
        await goOnWithoutDatabase(trial, host, 600);
      },
      () => trial.pay(),
    );
    await trial.pay();
  },

  /** The database was away when the callback came; a sweep brings it in from the disk. */
  async callbackSpooled(trial: Trial) {
    await faultsOf(trial);
    await trial.order();
    await trial.start();
    await trial.prelude(
      { point: "callback:authenticated", action: "hold" },
      async (host) => {
        await goOnWithoutDatabase(trial, host, 600);
      },
      () => trial.pay(),
    );
    await trial.arm();
    await trial.lane.sweep();
  },

  async needsToken(trial: Trial) {
    await trial.lane.expireToken();
    await pays(trial);
  },

  /** Safaricom refuses the token that we hold. */
  async tokenRefused(trial: Trial) {
    await faultsOf(trial, { oauth: { newTokenKillsOld: true } });
    await trial.order();
    await trial.lane.replaceToken();
    await trial.arm();
    await trial.start();
    await trial.pay();
  },

  async callbackLost(trial: Trial) {
    await payWithoutCallback(trial);
    await trial.arm();
    await trial.status();
  },

  async callbackLostSwept(trial: Trial) {
    await payWithoutCallback(trial);
    await trial.arm();
    await trial.lane.sweep();
  },

  async queryTokenRefused(trial: Trial) {
    await payWithoutCallback(trial);
    await faultsOf(trial, { callback: DROPPED, oauth: { newTokenKillsOld: true } });
    await trial.lane.replaceToken();
    await trial.arm();
    await trial.status();
  },

  /** A process dies before it sends; half a minute later the sweep finds what it left. */
  async leftSending(trial: Trial) {
    await faultsOf(trial);
    await trial.order();
    await trial.prelude(
      { point: "push:before", action: "kill" },
      () => trial.lane.restart(),
      () => trial.start(),
    );
    await trial.age(PAST_STALE_SECONDS);
    await trial.arm();
    await trial.lane.sweep();
  },

  /** Nobody touches the phone until the window is over; then the PIN is typed after all. */
  async paysLate(trial: Trial) {
    await faultsOf(trial);
    await trial.order();
    await trial.start();
    await trial.age(PAST_WINDOW_SECONDS);
    await trial.arm();
    await trial.lane.sweep();
    await trial.endTrouble();
    await trial.pay();
  },

  /** Nobody starts, and the order's time runs out. */
  async expires(trial: Trial) {
    await faultsOf(trial);
    await trial.order(60);
    await trial.age(61);
    await trial.arm();
    await trial.lane.sweep();
  },

  /** The merchant gives the order up; without an answer the merchant asks again. */
  async cancels(trial: Trial) {
    await faultsOf(trial);
    await trial.order();
    await trial.arm();
    const path = `/api/v1/orders/${trial.orderId}/cancel`;
    for (let tries = 0; tries < 60; tries += 1) {
      const answer = await trial.lane.api("POST", path);
      if (answer?.status === 200) return;
      await sleep(100);
    }
  },
} satisfies Record<string, (trial: Trial) => Promise<void>>;

export type RoadName = keyof typeof ROADS;

/** Goes a plan's road to the end of its trouble. */
export async function travel(trial: Trial): Promise<void> {
  await ROADS[trial.plan.road](trial);
  await trial.endTrouble();
}
