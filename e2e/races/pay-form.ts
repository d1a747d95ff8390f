import { fillPayForm, type PayForm } from "../support/pay-form";
import { ask, type Answer } from "./tally";

const HEADING = /<h1[^>]*>([^<]*)</;

export const headingOf = (html: string): string => HEADING.exec(html)?.[1] ?? "";

/** Posts the form as a browser without JavaScript does. */
export async function postPayForm(
  page: { appUrl: string; orderId: string; address: string },
  form: PayForm,
  phoneNumber: string,
): Promise<Answer> {
  const { body, contentType } = await fillPayForm(form, phoneNumber);
  const headers = {
    origin: page.appUrl,
    "x-forwarded-for": page.address,
    "content-type": contentType,
  };
  return ask(`${page.appUrl}/pay/${page.orderId}`, {
    method: "POST",
    body: new Uint8Array(body),
    headers,
  });
}
