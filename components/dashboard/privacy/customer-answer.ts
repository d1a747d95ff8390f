/** What is held of a customer, in the reader's words. */
export type ShownData = {
  title: string;
  facts: { name: string; value: string }[];
  /** What is said of the orders in use; null where there is none. */
  inUse: string | null;
  orders: { orderId: string; until: string }[];
};

/** What the form for a customer answers. */
export type CustomerAnswer = {
  problem: string | null;
  phoneNumber: string;
  held: ShownData | null;
};

export const UNSENT_CUSTOMER: CustomerAnswer = { problem: null, phoneNumber: "", held: null };

export type CustomerAction = (previous: CustomerAnswer, form: FormData) => Promise<CustomerAnswer>;

export type CustomerWords = Record<
  | "phone"
  | "count"
  | "counting"
  | "export"
  | "exportIntro"
  | "erase"
  | "erasing"
  | "eraseIntro"
  | "sure",
  string
>;
