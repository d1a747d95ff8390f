import { crashPoints } from "./crash-points";
import { forgery } from "./forgery";
import type { Proof } from "./proof";

/** Every proof, in the order of a full run. */
export const PROOFS: readonly Proof[] = [forgery, crashPoints];
