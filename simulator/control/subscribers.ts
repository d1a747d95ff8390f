import { z } from "zod";
import { json, type Incoming, type Reply } from "../http/exchange";
import { toMsisdn } from "../subscribers/msisdn";
import { subscriberOf, type Subscriber } from "../subscribers/subscriber";
import type { World } from "../world";
import { controlError } from "./control-error";
import { readControlBody } from "./read-control-body";

const DAY_MS = 24 * 60 * 60 * 1000;

const settingsSchema = z.strictObject({
  balanceKes: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
  reachable: z.boolean().optional(),
  autoAnswer: z.enum(["pay", "cancel", "wrong_pin", "ignore", "none"]).optional(),
  answerAfterMs: z.number().min(0).max(DAY_MS).optional(),
});

/** One subscriber as it is now. */
export function getSubscriber(world: World, _incoming: Incoming, number: string): Reply {
  const msisdn = toMsisdn(number);
  return msisdn === null ? notANumber() : json(200, view(subscriberOf(world, msisdn)));
}

/** Changes the settings that are given, from the next prompt on. */
export function putSubscriber(world: World, incoming: Incoming, number: string): Reply {
  const msisdn = toMsisdn(number);
  if (msisdn === null) return notANumber();
  const body = readControlBody(incoming, settingsSchema);
  if (!body.ok) return body.answer;
  const subscriber = subscriberOf(world, msisdn);
  subscriber.balanceKes = body.value.balanceKes ?? subscriber.balanceKes;
  subscriber.reachable = body.value.reachable ?? subscriber.reachable;
  subscriber.autoAnswer = body.value.autoAnswer ?? subscriber.autoAnswer;
  subscriber.answerAfterMs = body.value.answerAfterMs ?? subscriber.answerAfterMs;
  return json(200, view(subscriber));
}

function view({ msisdn, balanceKes, reachable, autoAnswer, answerAfterMs }: Subscriber) {
  return { msisdn, balanceKes, reachable, autoAnswer, answerAfterMs };
}

function notANumber(): Reply {
  return controlError(400, "bad_request", "This is not a Safaricom number, such as 254712345678.");
}
