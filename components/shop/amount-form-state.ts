/** What the "own amount" action answers: what was typed, and which of it cannot stay. */
export type AmountFormState = {
  amount: string;
  title: string;
  isAmountWrong: boolean;
  isTitleWrong: boolean;
};

export const UNSENT_AMOUNT_FORM: AmountFormState = {
  amount: "",
  title: "",
  isAmountWrong: false,
  isTitleWrong: false,
};
