import { empty, type Incoming, type Reply } from "../http/exchange";
import type { World } from "../world";
import { generateToken } from "./access-token";
import { darajaError } from "./error-envelope";
import { stkPush } from "./stk-push";
import { stkQuery } from "./stk-query";

interface DarajaRoute {
  readonly method: "GET" | "POST";
  readonly handle: (world: World, incoming: Incoming) => Reply | Promise<Reply>;
}

const ROUTES = new Map<string, DarajaRoute>([
  ["/oauth/v1/generate", { method: "GET", handle: generateToken }],
  ["/mpesa/stkpush/v1/processrequest", { method: "POST", handle: stkPush }],
  ["/mpesa/stkpushquery/v1/query", { method: "POST", handle: stkQuery }],
]);

/** Daraja's own paths; every other one is a 404.001.01, a GET for a POST a 404.001.04 (daraja.md, 2.6). */
export function answerDaraja(world: World, incoming: Incoming): Reply | Promise<Reply> {
  const route = ROUTES.get(incoming.path);
  if (!route) return darajaError(world, "resourceNotFound");
  if (incoming.method === route.method) return route.handle(world, incoming);
  switch (incoming.method) {
    case "OPTIONS":
      return empty(204, { Allow: `${route.method}, OPTIONS` });
    case "GET":
    case "HEAD":
      return darajaError(
        world,
        route.method === "POST" ? "invalidAuthenticationHeader" : "methodNotAllowed",
      );
    default:
      return darajaError(world, "methodNotAllowed");
  }
}
