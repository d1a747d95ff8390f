import { randomBytes } from "node:crypto";
import { strikes } from "../faults/draw";
import { empty, json, type Incoming, type Reply } from "../http/exchange";
import type { World } from "../world";
import { darajaError, type DarajaError } from "./error-envelope";

const LIFETIME_SECONDS = 3_599;
const TOKEN_BYTES = 21; // 28 characters of base64url

/** A token this simulator issued. */
export interface Token {
  readonly consumerKey: string;
  readonly expiresAt: number;
}

/**
 * `GET /oauth/v1/generate` (daraja.md, 2.1). Any non-empty key and secret will do, unless a shortcode
 * names this key with another secret; an empty or wrong one gets the empty 400 of production.
 */
export function generateToken(world: World, incoming: Incoming): Reply {
  const credentials = basicCredentials(incoming.headers.authorization);
  if (!credentials) return darajaError(world, "invalidAuthenticationType");
  if (incoming.query.get("grant_type") !== "client_credentials") {
    return darajaError(world, "invalidGrantType");
  }
  const { consumerKey, consumerSecret } = credentials;
  if (!consumerKey || !consumerSecret) return empty(400);
  if (isWrongSecret(world, credentials)) return empty(400);
  const knobs = world.faults.oauth;
  if (strikes(world, "oauth.error400Empty", knobs?.error400Empty, consumerKey)) return empty(400);

  dropTokens(world, knobs?.newTokenKillsOld === true ? consumerKey : null);
  const lifetime = knobs?.expiresInSeconds ?? LIFETIME_SECONDS;
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  world.tokens.set(token, { consumerKey, expiresAt: world.now() + lifetime * 1000 });
  return json(200, { access_token: token, expires_in: String(lifetime) });
}

/** Why a call may not pass, or null for a Bearer token that was issued here and still lives. */
export function refuseToken(world: World, incoming: Incoming): DarajaError | null {
  const bearer = /^Bearer +(\S+)$/i.exec(incoming.headers.authorization ?? "")?.[1];
  if (bearer === undefined) return "invalidAuthenticationHeader";
  const token = world.tokens.get(bearer);
  return token && world.now() < token.expiresAt ? null : "invalidAccessToken";
}

/** Forgets expired tokens, and those of a key whose new token kills the old. */
function dropTokens(world: World, killedKey: string | null): void {
  for (const [text, token] of world.tokens) {
    if (token.consumerKey === killedKey || world.now() >= token.expiresAt) {
      world.tokens.delete(text);
    }
  }
}

type Credentials = { consumerKey: string; consumerSecret: string };

function isWrongSecret(world: World, { consumerKey, consumerSecret }: Credentials): boolean {
  return [...world.shortcodes.values()].some(
    ({ consumer }) => consumer?.key === consumerKey && consumer.secret !== consumerSecret,
  );
}

function basicCredentials(header: string | undefined): Credentials | null {
  const encoded = /^Basic +([A-Za-z0-9+/=_-]+)$/i.exec(header ?? "")?.[1];
  if (encoded === undefined) return null;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  if (colon < 0) return null;
  return { consumerKey: text.slice(0, colon), consumerSecret: text.slice(colon + 1) };
}
