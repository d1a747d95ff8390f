import { checkBaseUrl, toOrigin } from "./base-url";
import { checkCallbackUrl } from "./callback-url";
import { type DarajaEnvironment, DEFAULT_BASE_URLS, isDarajaEnvironment } from "./environments";
import { readField } from "./json";

/** Everything that calls for one shortcode need; never logged, never sent to a browser. */
export type DarajaConfig = {
  environment: DarajaEnvironment;
  /** Scheme and host, without a slash at the end. */
  baseUrl: string;
  consumerKey: string;
  consumerSecret: string;
  type: "paybill" | "till";
  transactionType: "CustomerPayBillOnline" | "CustomerBuyGoodsOnline";
  /** The paybill, or the store number of a till: what the pass key belongs to (daraja.md, 2.3). */
  businessShortCode: string;
  /** Who is credited: the paybill itself, or the till number. */
  partyB: string;
  passKey: string;
};

/** `message` continues the field's name: "shortCode must have 5 to 7 digits". */
type ConfigProblem = { field: string; message: string };

export type ParsedConfig =
  { ok: true; config: DarajaConfig } | { ok: false; problems: ConfigProblem[] };

const TYPE_BY_NAME: ReadonlyMap<string, DarajaConfig["type"]> = new Map([
  ["", "paybill"],
  ["paybill", "paybill"],
  ["CustomerPayBillOnline", "paybill"],
  ["till", "till"],
  ["CustomerBuyGoodsOnline", "till"],
]);

const SETTINGS = [
  "environment",
  "baseUrl",
  "consumerKey",
  "consumerSecret",
  "shortCode",
  "passKey",
  "transactionType",
  "tillNumber",
  "callbackUrl",
] as const;
type Settings = Record<(typeof SETTINGS)[number], string>;

/**
 * Checks the settings of one shortcode: `environment`, `consumerKey`, `consumerSecret`, `shortCode`,
 * `passKey`, and optionally `baseUrl`, `transactionType` (`paybill`, `till` or a wire name),
 * `tillNumber` (of a till, whose `shortCode` is the store number) and `callbackUrl`.
 * Answers every problem at once, one for a field; no message repeats a value.
 */
export function parseDarajaConfig(input: unknown): ParsedConfig {
  const settings = readSettings(input);
  const problems = SETTINGS.flatMap((field) => {
    const message = findProblem(field, settings);
    return message === null ? [] : [{ field, message }];
  });
  const { environment } = settings;
  const type = TYPE_BY_NAME.get(settings.transactionType);
  if (problems.length > 0 || !type || !isDarajaEnvironment(environment)) {
    return { ok: false, problems };
  }
  return {
    ok: true,
    config: {
      environment,
      baseUrl: baseUrlOf(settings, environment),
      consumerKey: settings.consumerKey,
      consumerSecret: settings.consumerSecret,
      type,
      transactionType: type === "till" ? "CustomerBuyGoodsOnline" : "CustomerPayBillOnline",
      businessShortCode: settings.shortCode,
      partyB: type === "till" ? settings.tillNumber : settings.shortCode,
      passKey: settings.passKey,
    },
  };
}

/** Each setting as trimmed text; one that is absent, empty or no text is "". */
function readSettings(input: unknown): Settings {
  const read = (field: keyof Settings) => {
    const value = readField(input, field);
    return typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
  };
  return {
    environment: read("environment"),
    baseUrl: read("baseUrl"),
    consumerKey: read("consumerKey"),
    consumerSecret: read("consumerSecret"),
    shortCode: read("shortCode"),
    passKey: read("passKey"),
    transactionType: read("transactionType"),
    tillNumber: read("tillNumber"),
    callbackUrl: read("callbackUrl"),
  };
}

function baseUrlOf(settings: Settings, environment: DarajaEnvironment): string {
  return settings.baseUrl === "" ? DEFAULT_BASE_URLS[environment] : toOrigin(settings.baseUrl);
}

function findProblem(field: keyof Settings, settings: Settings): string | null {
  const value = settings[field];
  const { environment } = settings;
  switch (field) {
    case "environment":
      return checkEnvironment(value);
    case "baseUrl":
      if (!isDarajaEnvironment(environment)) return null;
      return checkBaseUrl(baseUrlOf(settings, environment), environment);
    case "consumerKey":
    case "consumerSecret":
    case "passKey":
      return checkSecret(value);
    case "shortCode":
      return checkNumber(value);
    case "transactionType":
      return TYPE_BY_NAME.has(value) ? null : "must be paybill or till";
    case "tillNumber":
      return checkTillNumber(value, TYPE_BY_NAME.get(settings.transactionType));
    case "callbackUrl":
      if (value === "" || !isDarajaEnvironment(environment)) return null;
      return checkCallbackUrl(value, environment);
  }
}

function checkEnvironment(value: string): string | null {
  if (isDarajaEnvironment(value)) return null;
  if (/^prod(?:uction)?$/i.test(value)) return "must be simulator, sandbox or live: say `live`";
  return "must be simulator, sandbox or live";
}

function checkSecret(value: string): string | null {
  if (value === "") return "is required";
  return /^[\x21-\x7e]+$/.test(value) ? null : "must not contain spaces or unusual characters";
}

function checkNumber(value: string): string | null {
  if (value === "") return "is required";
  return /^\d{5,7}$/.test(value) ? null : "must have 5 to 7 digits";
}

function checkTillNumber(value: string, type: DarajaConfig["type"] | undefined): string | null {
  switch (type) {
    case "till":
      return value === ""
        ? "is required for a till (shortCode is the store number)"
        : checkNumber(value);
    case "paybill":
      return value === ""
        ? null
        : "is for tills only: set transactionType to till, or leave it out";
    case undefined:
      return null;
  }
}
