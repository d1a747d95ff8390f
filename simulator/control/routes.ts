import { json, type Route } from "../http/exchange";
import { resetWorld } from "../world";
import { deliverCallback, listCallbacks } from "./callbacks";
import { putFaults } from "./faults";
import { answerPrompt, listPrompts } from "./prompts";
import { putShortcode } from "./shortcodes";
import { getSubscriber, putSubscriber } from "./subscribers";

/** The control API (contract, "Simulator"). */
export const controlRoutes: readonly Route[] = [
  {
    method: "GET",
    pattern: /^\/_sim\/ledger$/,
    handle: (world) => json(200, { debits: world.debits }),
  },
  { method: "GET", pattern: /^\/_sim\/prompts$/, handle: listPrompts },
  { method: "POST", pattern: /^\/_sim\/prompts\/([^/]+)\/answer$/, handle: answerPrompt },
  { method: "GET", pattern: /^\/_sim\/subscribers\/([^/]+)$/, handle: getSubscriber },
  { method: "PUT", pattern: /^\/_sim\/subscribers\/([^/]+)$/, handle: putSubscriber },
  { method: "PUT", pattern: /^\/_sim\/shortcodes\/([^/]+)$/, handle: putShortcode },
  { method: "GET", pattern: /^\/_sim\/faults$/, handle: (world) => json(200, world.faults) },
  { method: "PUT", pattern: /^\/_sim\/faults$/, handle: putFaults },
  { method: "GET", pattern: /^\/_sim\/callbacks$/, handle: listCallbacks },
  { method: "POST", pattern: /^\/_sim\/callbacks\/([^/]+)\/deliver$/, handle: deliverCallback },
  {
    method: "POST",
    pattern: /^\/_sim\/reset$/,
    handle: (world) => {
      resetWorld(world);
      return json(200, { reset: true });
    },
  },
];
