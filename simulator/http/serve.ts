import type { IncomingMessage, ServerResponse } from "node:http";
import { controlError } from "../control/control-error";
import type { World } from "../world";
import { dispatch } from "./dispatch";
import { CUT, type Reply } from "./exchange";
import { readBody } from "./read-body";

/** Takes one HTTP request to its answer. Never throws; a bug becomes a 500. */
export async function serve(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  let body: string | null;
  try {
    body = await readBody(request);
  } catch {
    response.destroy();
    return;
  }
  if (body === null) {
    response.setHeader("Connection", "close");
    write(response, controlError(413, "too_large", "The body is larger than 64 KiB."));
    return;
  }
  const [path = "/", query = ""] = splitOnce(request.url ?? "/");
  const { method = "GET", headers } = request;
  try {
    const incoming = { method, path, query: new URLSearchParams(query), headers, body };
    write(response, await dispatch(world, incoming));
  } catch (error) {
    console.error("Simulator bug:", error);
    write(response, controlError(500, "bug", "The simulator failed; see its log."));
  }
}

function write(response: ServerResponse, reply: Reply): void {
  if (reply === CUT) {
    response.destroy();
    return;
  }
  if (response.destroyed) return;
  response.writeHead(reply.status, {
    ...reply.headers,
    ...(reply.status === 204 ? {} : { "Content-Length": Buffer.byteLength(reply.body) }),
  });
  response.end(reply.body);
}

function splitOnce(url: string): string[] {
  const mark = url.indexOf("?");
  return mark < 0 ? [url] : [url.slice(0, mark), url.slice(mark + 1)];
}
