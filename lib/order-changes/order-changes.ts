import { openListener } from "@/db/listen";
import type { Env } from "@/lib/env";
import type { Log } from "@/lib/log";
import { limitPerPerson } from "./limit-per-person";
import { openWaitList, type Waiter } from "./wait-list";

/** Where the database tells of changes: of the order, and of its merchant (migrations 0006, 0018). */
const CHANNEL = "malipo_order";
/** Tabs and shared links of one order; beyond it somebody plays with us. */
const WAITERS_PER_ORDER = 50;

/** What tells this process that an order has changed, whoever changed it. */
export type OrderChanges = {
  /** Begins to listen, where this host holds requests; until then nobody can wait. */
  start: () => void;
  /** A waiter for one order; null where waiting would miss changes, or there is no room. */
  join: (orderId: string) => Waiter | null;
  /** A waiter for whatever changes of a merchant's orders and notes; null also if this person waits enough. */
  joinMerchant: (merchantId: string, personId: string) => Waiter | null;
  /** Ends every wait at once, and lets nobody wait any more: the process is to end. */
  stop: () => Promise<void>;
  isStopped: () => boolean;
  /** How many wait, for figures and tests. */
  count: () => number;
};

/**
 * One listening connection for the whole process, and who waits. Whenever the connection is lost,
 * everybody is sent away at once, because a change could be missed.
 */
export function openOrderChanges(env: Env, log: Log): OrderChanges {
  const waitList = openWaitList({
    perProcess: env.STATUS_HOLD_LIMIT,
    perOrder: WAITERS_PER_ORDER,
  });
  const forPerson = limitPerPerson();
  let isListening = false;
  let isStopped = false;
  let listener: { close: () => Promise<void> } | null = null;

  const start = () => {
    if (env.DATABASE_LISTEN_URL === null || listener !== null || isStopped) return;
    listener = openListener({
      url: env.DATABASE_LISTEN_URL,
      channel: CHANNEL,
      applicationName: "malipo-listen",
      onNotification: waitList.wake,
      onConnected: () => (isListening = true),
      onLost: (error) => {
        if (isListening) log.warn("changes of orders are not heard for now", { error });
        isListening = false;
        waitList.releaseAll();
      },
    });
  };

  // Ids of orders and of merchants differ by their prefix, so one list holds both.
  const join = (id: string) => (isListening && !isStopped ? waitList.join(id) : null);

  return {
    start,
    join,
    joinMerchant: (merchantId, personId) => forPerson(personId, () => join(merchantId)),
    stop: async () => {
      isStopped = true;
      waitList.releaseAll();
      await listener?.close();
    },
    isStopped: () => isStopped,
    count: waitList.count,
  };
}
