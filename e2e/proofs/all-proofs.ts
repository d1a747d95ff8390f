import { crashPoints } from "./crash-points";
import { driver } from "./driver";
import { forgery } from "./forgery";
import { fuzz } from "./fuzz";
import { merchants } from "./merchants";
import { outages } from "./outages";
import type { Proof } from "./proof";
import { races } from "./races";
import { rebuild } from "./rebuild";

/** Every proof, in the order of a full run. */
export const PROOFS: readonly Proof[] = [
  merchants,
  races,
  forgery,
  fuzz,
  crashPoints,
  outages,
  driver,
  rebuild,
];
