import type { Rendering } from "@/components/checkout/rendering";
import type { CheckoutView } from "@/lib/payments/model";

/** What the page is drawn from now. */
export function renderingOf(view: CheckoutView): Rendering {
  return { view, renderedAt: new Date().toISOString(), submissionId: crypto.randomUUID() };
}
