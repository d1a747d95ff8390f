import { subscribe } from "node:diagnostics_channel";
import { IncomingMessage, ServerResponse } from "node:http";
import { listPackedFiles, packedAnswer } from "./packed-files";

function servePacked(message: unknown, packed: ReadonlySet<string>): void {
  if (typeof message !== "object" || message === null) return;
  if (!("request" in message) || !("response" in message)) return;
  const { request, response } = message;
  if (!(request instanceof IncomingMessage) || !(response instanceof ServerResponse)) return;
  const answer = packedAnswer(request, packed);
  if (answer === null) return;
  request.url = answer.url;
  for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
}

/**
 * From now on this process sends the static files of a build's `folder` as the brotli copies that the
 * build made, where there are any: Next itself compresses with gzip alone.
 */
export function servePackedFiles(folder: string): void {
  const packed = listPackedFiles(folder);
  if (packed.size === 0) return;
  subscribe("http.server.request.start", (message) => servePacked(message, packed));
}
