import type { Dice } from "../support/dice";

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Place = { holder: Json[] | { [name: string]: Json }; key: string };

const isHolder = (value: Json): value is Json[] | { [name: string]: Json } =>
  typeof value === "object" && value !== null;

/** Every place in a document that holds a value, the names of objects and the numbers of lists. */
function placesIn(value: Json): Place[] {
  if (!isHolder(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    { holder: value, key },
    ...placesIn(inner),
  ]);
}

const read = ({ holder, key }: Place): Json =>
  Array.isArray(holder) ? (holder[Number(key)] ?? null) : (holder[key] ?? null);

function write({ holder, key }: Place, value: Json): void {
  if (Array.isArray(holder)) holder[Number(key)] = value;
  // Not by assignment: a name such as __proto__ must become a field.
  else
    Object.defineProperty(holder, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
}

function remove({ holder, key }: Place): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else Reflect.deleteProperty(holder, key);
}

const ODD_VALUES: readonly Json[] = [
  ...[null, true, false, "", " ", "0", "00", "0.0", "-0", "zero", "success", "null", "NaN"],
  ...[0, -0, 1, -1, 0.5, 1e308, 2_147_483_648, 9_007_199_254_740_993, 4999, 1032],
  ...[[], {}, [0], [[0]], { Value: 0 }, ["0"], { toString: "0" }, { length: 1 }],
];
const ODD_NAMES = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "Body",
  "stkCallback",
  "ResultCode",
  "Item",
  "Amount",
  "0",
  "",
];

function respell(dice: Dice, name: string): string {
  const respelled = [
    name.toLowerCase(),
    name.toUpperCase(),
    ` ${name}`,
    `${name} `,
    `${name}\u0000`,
    `${name}\u200b`,
    name.replace(/[aeo]/, (letter) => ({ a: "а", e: "е", o: "о" })[letter] ?? letter),
    `${name}s`,
    name.slice(0, -1),
    Array.from(name).reverse().join(""),
  ];
  return dice.pick(respelled);
}

/** The same value as another type, or wrapped. */
function retype(dice: Dice, value: Json): Json {
  return dice.pick<Json>([
    String(isHolder(value) ? JSON.stringify(value) : value),
    [value],
    { Value: value },
    { 0: value },
    JSON.stringify(value),
    typeof value === "string" ? Number(value) : -1,
    Array.isArray(value) ? Object.fromEntries(value.entries()) : [value, value],
  ]);
}

/** One change of the structure of a document, at a place drawn by the dice. */
function mutateOnce(dice: Dice, document: Json): Json {
  const places = placesIn(document);
  if (places.length === 0) return dice.pick(ODD_VALUES);
  const place = dice.pick(places);
  const value = read(place);
  switch (dice.below(10)) {
    case 0:
      remove(place);
      return document;
    case 1:
      remove(place);
      write({ holder: place.holder, key: respell(dice, place.key) }, value);
      return document;
    case 2:
      write(place, structuredClone(dice.pick(ODD_VALUES)));
      return document;
    case 3:
      write(place, retype(dice, value));
      return document;
    case 4: {
      const other = dice.pick(places);
      const otherValue = structuredClone(read(other));
      write(other, structuredClone(value));
      write(place, otherValue);
      return document;
    }
    case 5:
      // Down a step: what stood here now stands behind a name.
      write(place, { [dice.pick(ODD_NAMES)]: value });
      return document;
    case 6:
      // Up: what stood here is the whole document.
      return value;
    case 7:
      if (isHolder(value))
        write({ holder: value, key: dice.pick(ODD_NAMES) }, structuredClone(document));
      else
        write(
          place,
          typeof value === "number" ? value + dice.pick([1, -1, 0.01, 1e6]) : `${String(value)}0`,
        );
      return document;
    case 8:
      if (Array.isArray(value)) {
        const twin = structuredClone(dice.pick(value.length > 0 ? value : [null]));
        if (isHolder(twin)) write({ holder: twin, key: "Value" }, dice.pick(ODD_VALUES));
        value.splice(dice.below(value.length + 1), 0, twin);
      } else write(place, structuredClone(dice.pick(ODD_VALUES)));
      return document;
    default:
      return dice.pick<Json>([
        [document],
        { Body: document },
        { data: document },
        [document, document],
      ]);
  }
}

/** Changes below the structure: in the text, or in its bytes. */
function mutateBytes(dice: Dice, text: string): Buffer {
  const bytes = Buffer.from(text);
  const at = dice.below(Math.max(1, bytes.length));
  switch (dice.below(11)) {
    case 0:
      return bytes.subarray(0, at);
    case 1: {
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << dice.below(8));
      return flipped;
    }
    case 2:
      return Buffer.concat([
        bytes.subarray(0, at),
        Buffer.from([dice.below(256)]),
        bytes.subarray(at),
      ]);
    case 3:
      return Buffer.concat([
        bytes,
        dice.pick([bytes, Buffer.from(","), Buffer.from("\0"), Buffer.from("}")]),
      ]);
    case 4:
      return Buffer.from(text, "utf16le");
    case 5:
      return Buffer.from(text.replaceAll('"', "'"));
    case 6:
      return Buffer.from(JSON.stringify(text));
    case 7:
      return Buffer.from(`body=${encodeURIComponent(text)}`);
    case 8:
      return Buffer.from(text.replace(/"ResultCode":[^,}]*/, '"ResultCode":NaN'));
    case 9:
      return Buffer.from(bytes.toString("base64"));
    default:
      return Buffer.from(`/* */${text.replaceAll(/([}\]])/g, ",$1")}`);
  }
}

/** What JSON.parse answers is JSON, whatever the text. */
const parseJson = (text: string) => JSON.parse(text) as Json;

/** A genuine body after one to three changes of its structure, or one of its bytes. */
export function mutateBody(dice: Dice, genuine: string): Buffer {
  if (dice.chance(0.25)) return mutateBytes(dice, genuine);
  let document = parseJson(genuine);
  const changes = 1 + dice.below(3);
  for (let change = 0; change < changes; change += 1) document = mutateOnce(dice, document);
  return Buffer.from(JSON.stringify(document));
}
