import { readFileSync } from "node:fs";
import { z } from "zod";
import type { ActionArgument, Entry } from "./entry";
import type { Caller } from "./make-callers";
import type { MatrixWorld } from "./world";

/** An answer, with what may differ between two equal ones taken out. */
export type Answer = { status: number; headers: string; body: string; text: string };

const MANIFEST = ".next/server/server-reference-manifest.json";
const manifestShape = z.object({
  node: z.record(z.string(), z.object({ filename: z.string(), exportedName: z.string() })),
});

/** By which number the build knows a server action. */
function actionIdOf(file: string, name: string): string {
  const { node } = manifestShape.parse(JSON.parse(readFileSync(MANIFEST, "utf8")));
  const found = Object.entries(node).find(
    ([, action]) => action.filename === file && action.exportedName === name,
  );
  if (found === undefined) throw new Error(`the build has no action ${name} of ${file}`);
  return found[0];
}

/** Arguments as React's client writes them: forms as fields with a number before their names. */
function encodeArguments(args: readonly ActionArgument[]): FormData {
  const body = new FormData();
  const root = args.map((argument, index) => {
    if ("data" in argument) return argument.data;
    const number = index + 1;
    for (const [name, value] of Object.entries(argument.form)) {
      body.append(`_${number}_${name}`, value);
    }
    return `$K${number.toString(16)}`;
  });
  body.append("0", JSON.stringify(root));
  return body;
}

const fill = (address: string, id: string) =>
  address.replaceAll(/\[\.\.\.\w+\]|\[\w+\]/g, () => encodeURIComponent(id));

function requestOf(name: string, entry: Entry, id: string) {
  const [kind = "", place = "", ...rest] = name.split(" ");
  if (kind === "ACTION") {
    const actionId = actionIdOf(place, rest.join(" "));
    return {
      method: "POST",
      path: fill(entry.on, id),
      headers: { "next-action": actionId, accept: "text/x-component" },
      body: encodeArguments(entry.args(id)),
    };
  }
  const method = kind === "PAGE" ? "GET" : kind;
  const hasBody = entry.body !== null;
  return {
    method,
    path: entry.path ?? fill(place, id),
    headers: hasBody ? { "content-type": "application/json" } : {},
    body: hasBody ? JSON.stringify(entry.body) : null,
  };
}

const SEE_OTHER = 303;
const SENT_ON: ReadonlySet<number> = new Set([307, 308]);

/** Next draws one for each request and writes it into what it streams. */
const NEXTS_REQUEST = /(?<=")[\w-]{21}[a-z](?=\\?")/g;

/** Of the connection and the moment, not of the answer. */
const PASSING_HEADERS = new Set(["date", "connection", "keep-alive", "transfer-encoding"]);

/** Calls an entry about an id; what is only the id said back, a nonce or the time is made equal. */
export async function callEntry(
  { appUrl }: MatrixWorld,
  caller: Caller,
  { name, entry, id }: { name: string; entry: Entry; id: string },
): Promise<Answer> {
  const { method, path, headers, body } = requestOf(name, entry, id);
  const response = await fetch(`${appUrl}${path}`, {
    method,
    redirect: "manual",
    headers: { origin: appUrl, ...headers, ...caller.headers },
    ...(body === null ? {} : { body }),
  });
  const text = await response.text();
  const nonce = /'nonce-([^']+)'/.exec(response.headers.get("content-security-policy") ?? "")?.[1];
  const plain = (said: string) => {
    const withoutId = id === "" ? said : said.replaceAll(id, "<id>");
    const withoutNonce = nonce === undefined ? withoutId : withoutId.replaceAll(nonce, "<nonce>");
    return withoutNonce.replaceAll(NEXTS_REQUEST, "<request>");
  };
  const kept = [...response.headers].filter(([header]) => !PASSING_HEADERS.has(header));
  return {
    // An action that a script called says where to go in a header.
    status: response.headers.has("x-action-redirect") ? SEE_OTHER : response.status,
    headers: kept.map(([header, value]) => `${header}: ${plain(value)}`).join("\n"),
    // A browser that is sent on shows none of it, and Next writes what it has by then; `text` keeps it.
    body: SENT_ON.has(response.status) ? "" : plain(text),
    text: `${kept.map(([, value]) => value).join("\n")}\n${text}`,
  };
}
