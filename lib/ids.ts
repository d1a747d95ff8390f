import { TypeID, typeid } from "typeid-js";

export const ID_PREFIXES = {
  order: "ord",
  attempt: "att",
  payment: "pay",
  evidence: "evd",
  merchant: "mer",
  shortcode: "sco",
  shortcodeCheck: "chk",
  apiKey: "key",
  paymentLink: "lnk",
  invitation: "inv",
  note: "note",
} as const;

export type IdKind = keyof typeof ID_PREFIXES;

/** A new id such as `ord_01h455vb4pex5vsknk084sn02q`: a UUIDv7, so ids of a kind sort by time. */
export function makeId(kind: IdKind): string {
  return typeid(ID_PREFIXES[kind]).toString();
}

/** Whether text has the shape of an id of this kind; says nothing about its existence. */
export function isIdOf(kind: IdKind, text: unknown): text is string {
  if (typeof text !== "string" || text.length > 40) return false;
  try {
    return TypeID.fromString(text).getType() === ID_PREFIXES[kind];
  } catch {
    return false;
  }
}
