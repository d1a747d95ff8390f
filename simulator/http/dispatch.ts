import { controlRoutes } from "../control/routes";
import { controlError } from "../control/control-error";
import { answerDaraja } from "../daraja/routes";
import { phoneRoutes } from "../phone/routes";
import type { World } from "../world";
import { empty, type Incoming, type Reply, type Route } from "./exchange";

const ROUTES: readonly Route[] = [...controlRoutes, ...phoneRoutes];

/**
 * Answers one request. The simulator's own addresses follow HTTP's usual manners; every other path is
 * Daraja's and gets Daraja's envelopes.
 */
export function dispatch(world: World, incoming: Incoming): Reply | Promise<Reply> {
  const own = incoming.path === "/" || /^\/_(?:sim|phone)(?:\/|$)/.test(incoming.path);
  return own ? answerOwn(world, incoming) : answerDaraja(world, incoming);
}

function answerOwn(world: World, incoming: Incoming): Reply | Promise<Reply> {
  const here = ROUTES.filter((route) => route.pattern.test(incoming.path));
  if (here.length === 0) return controlError(404, "not_found", "No such address.");
  const method = incoming.method === "HEAD" ? "GET" : incoming.method;
  const route = here.find((candidate) => candidate.method === method);
  if (!route) {
    const methods = here.map((candidate) => candidate.method);
    const allowed = [...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"];
    const allow = { Allow: allowed.join(", ") };
    if (method === "OPTIONS") return empty(204, allow);
    const error = controlError(405, "method_not_allowed", `Use ${allowed.join(" or ")}.`);
    return { ...error, headers: { ...error.headers, ...allow } };
  }
  const param = decode(route.pattern.exec(incoming.path)?.[1] ?? "");
  if (param === null) return controlError(400, "bad_request", "The address is not well formed.");
  return route.handle(world, incoming, param);
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
