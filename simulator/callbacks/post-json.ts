import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { Pending } from "../pending";

/**
 * Posts once on a connection of its own, follows no redirect, and answers the HTTP status, or null
 * when no answer came in time. Never throws.
 */
export function postJson(
  pending: Pending,
  url: string,
  headers: Record<string, string>,
  body: string,
  timeoutMs: number,
): Promise<number | null> {
  return new Promise((resolve) => {
    const send = url.startsWith("https:") ? requestHttps : requestHttp;
    const length = Buffer.byteLength(body);
    const request = send(url, {
      method: "POST",
      agent: false,
      headers: { ...headers, "Content-Length": length },
    });
    const cut = () => void request.destroy(new Error("cut"));
    const timer = setTimeout(cut, timeoutMs);
    const release = pending.track(cut);
    const stop = () => {
      clearTimeout(timer);
      release();
    };
    request.on("response", (response) => {
      resolve(response.statusCode ?? null);
      response.on("error", () => undefined);
      response.on("close", stop);
      response.resume();
    });
    request.on("error", () => {
      stop();
      resolve(null);
    });
    request.end(body);
  });
}
