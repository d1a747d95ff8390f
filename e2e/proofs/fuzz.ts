import { fuzzInProcess } from "../fuzz/in-process";
import { fuzzOverHttp } from "../fuzz/over-http";
import type { Proof } from "./proof";

/** Anything at all into every reader, in process and over HTTP. */
export const fuzz: Proof = {
  name: "fuzz",
  title: "Fuzz of everything that reads from outside",
  run: async (context) => [...(await fuzzInProcess(context)), ...(await fuzzOverHttp(context))],
};
