import type { DarajaEnvironment } from "@/lib/daraja/environments";

/** How much a shortcode may ask of Safaricom and of people's phones; columns of `shortcodes`. */
export type ShortcodeLimits = {
  queriesPerMinute: number;
  promptsPerPhonePer10Min: number;
  promptsPerPhonePerDay: number;
  attemptsPerOrder: number;
  phonesPerAddressPerHour: number;
};

/** 5 a minute were observed on the sandbox; live is unknown, so be modest (design.md, section 2). */
const QUERIES_PER_MINUTE = { simulator: 600, sandbox: 5, live: 60 } as const;

/** Prompts are an abuse channel (design.md, section 7). */
const PROMPTS = {
  promptsPerPhonePer10Min: 3,
  promptsPerPhonePerDay: 8,
  attemptsPerOrder: 5,
  phonesPerAddressPerHour: 10,
};

/** So that a demo can be played with. */
const SIMULATOR_FACTOR = 10;

/** The limits that a new shortcode starts with. */
export function limitsFor(environment: DarajaEnvironment): ShortcodeLimits {
  const factor = environment === "simulator" ? SIMULATOR_FACTOR : 1;
  return {
    queriesPerMinute: QUERIES_PER_MINUTE[environment],
    promptsPerPhonePer10Min: PROMPTS.promptsPerPhonePer10Min * factor,
    promptsPerPhonePerDay: PROMPTS.promptsPerPhonePerDay * factor,
    attemptsPerOrder: PROMPTS.attemptsPerOrder * factor,
    phonesPerAddressPerHour: PROMPTS.phonesPerAddressPerHour * factor,
  };
}
