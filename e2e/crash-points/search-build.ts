import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const SERVER_BUILD = ".next/server";
/** A name from the list, and the words of the function that switches failpoints on. */
const A_FAILPOINT = "claim:unanswered";
const THE_SWITCH = "failpoints exist for tests alone";

/** How many files of the production build pass failpoints, and how many hold what switches them on. */
export function searchBuild(): { passing: number; switching: number } {
  const texts = readdirSync(SERVER_BUILD, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".js"))
    .map((name) => readFileSync(join(SERVER_BUILD, name), "utf8"));
  const holding = (words: string) => texts.filter((text) => text.includes(words)).length;
  return { passing: holding(A_FAILPOINT), switching: holding(THE_SWITCH) };
}
