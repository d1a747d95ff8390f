import { parseArgs } from "node:util";
import { z } from "zod";
import { openBenchStack, type BenchPlaces, type BenchStack } from "@/bench/open-stack";
import { isMet, type BenchContext, type Profile } from "@/bench/profile";
import { PROFILES } from "@/bench/profiles";
import { printMeasured, writeResult } from "@/bench/results";
import { LauncherProblem } from "./launcher/problem";
import { runCommand } from "./launcher/run-command";
import { filledOf } from "./launcher/settings";
import { onEndRequested, shutDown } from "./launcher/shutdown";

const port = z.coerce.number("must be a port number").int().min(1).max(65_535).optional();
const placesShape = z
  .object({ PORT: port, SIMULATOR_PORT: port, DATABASE_URL: z.string().optional() })
  .transform((values) => ({
    port: values.PORT,
    simulatorPort: values.SIMULATOR_PORT,
    databaseUrl: values.DATABASE_URL,
  }));

function readOptions(): { chosen: Profile[]; scale: number; places: BenchPlaces } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { scale: { type: "string", default: "1" } },
  });
  const scale = z.coerce.number().gt(0).max(10).safeParse(values.scale);
  if (!scale.success) throw new LauncherProblem("--scale must be a number above 0, at most 10");
  const places = placesShape.safeParse(filledOf(process.env));
  if (!places.success) throw new LauncherProblem("PORT and SIMULATOR_PORT must be port numbers");
  const known = PROFILES.map(({ name }) => name).join(", ");
  if (positionals.length === 0) throw new LauncherProblem(`Which profile? There are: ${known}`);
  const chosen = positionals.map((wanted) => {
    const profile = PROFILES.find(({ name }) => name === wanted);
    if (!profile) throw new LauncherProblem(`No such profile: ${wanted}. There are: ${known}`);
    return profile;
  });
  return { chosen, scale: scale.data, places: places.data };
}

/** Runs one profile, prints and writes what it measured, and answers how many goals it misses. */
async function runProfile(profile: Profile, places: BenchPlaces, scale: number): Promise<number> {
  console.log(`\n• ${profile.title}`);
  let stopStack = () => Promise.resolve();
  const context: BenchContext = {
    scale,
    progress: (text) => console.log(`  … ${text}`),
    openStack: async (options): Promise<BenchStack> => {
      await stopStack();
      const { stack, stop } = await openBenchStack(places, options);
      stopStack = stop;
      return stack;
    },
  };
  const measured = await profile.run(context);
  await stopStack();
  printMeasured(profile.title, measured);
  console.log(`\nwritten: ${writeResult(profile.name, measured)}`);
  return measured.goals.filter((goal) => !isMet(goal)).length;
}

/**
 * `npm run bench -- PROFILE … [--scale F]`: measures, prints the figures with their ratios and writes
 * them to `bench/results/PROFILE.json`. Exit code 0 only when every goal is met.
 */
await runCommand(async () => {
  const { chosen, scale, places } = readOptions();
  onEndRequested((why) => {
    console.error(`\nStopping (${why}) …`);
    void shutDown(1);
  });
  let missed = 0;
  try {
    for (const profile of chosen) missed += await runProfile(profile, places, scale);
  } catch (error) {
    console.error(error);
    await shutDown(1);
  }
  // Whatever a profile left open must not keep this process alive.
  await shutDown(missed > 0 ? 1 : 0);
});
