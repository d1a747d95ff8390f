import type { Page } from "@playwright/test";
import { ageOrder } from "@/db/test-database";
import type { Language, Visit } from "../states/state";
import { MerchantApi } from "../support/api";
import type { DatabaseLine } from "../support/database-line";
import { PayPage } from "../support/pay-page";
import { nextPhone } from "../support/phone";
import { Simulator } from "../support/simulator";
import type { Stack } from "../support/stack";
import { Witness } from "../support/witness";

/** One app with everything around it, for as many visits as there are. */
export type Place = Omit<Visit, "page" | "pay" | "language"> & { close: () => Promise<void> };

/** `line` stands between the app of `stack` and its database. */
export async function openPlace(stack: Stack, line: DatabaseLine): Promise<Place> {
  const witness = await Witness.open(stack.databaseUrl);
  return {
    stack,
    api: new MerchantApi(stack.appUrl, stack.access.apiKey),
    simulator: new Simulator(stack.simulatorUrl),
    witness,
    line,
    newPhone: nextPhone,
    letTimePass: (orderId, seconds) => ageOrder(stack.databaseUrl, orderId, seconds),
    close: () => witness.close(),
  };
}

export const visitAt = (place: Place, page: Page, language: Language): Visit => ({
  ...place,
  page,
  pay: new PayPage(page, language),
  language,
});
