import type { CheckoutView } from "@/lib/payments/model";

/** What an order's page is drawn from: by the server at first, and by the browser when it asked again. */
export type Rendering = {
  view: CheckoutView;
  /** The server's time of reading, ISO. */
  renderedAt: string;
  /** New for every rendering; see PayForm. */
  submissionId: string;
};

/** Names the form that this browser sent, so that it is known before the order's cookie has come. */
export const SUBMISSION_HEADER = "x-submission-id";
