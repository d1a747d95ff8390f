/** Everything that a poster of a payment link says, in the words of its language. */
export type Poster = {
  language: string;
  merchantName: string;
  /** "Pay with M-PESA". */
  heading: string;
  /** What it is for. */
  title: string;
  /** The amount, or that the customer enters it. */
  amount: string;
  how: string;
  url: string;
  steps: string;
};
