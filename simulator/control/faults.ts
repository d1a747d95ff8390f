import { faultsSchema } from "../faults/knobs";
import { json, type Incoming, type Reply } from "../http/exchange";
import type { World } from "../world";
import { readControlBody } from "./read-control-body";

/** Replaces the whole set of knobs and starts their draws anew; answers the set as it now is. */
export function putFaults(world: World, incoming: Incoming): Reply {
  const body = readControlBody(incoming, faultsSchema, "knob");
  if (!body.ok) return body.answer;
  world.faults = body.value;
  world.drawCounts.clear();
  world.queryTimes.clear();
  return json(200, world.faults);
}
