import { ask, type Answer } from "./tally";

/** A pay form as a page held it, with everything that the server put into it. */
export type PayForm = { fields: readonly (readonly [string, string])[] };

const FORM = /<form[\s\S]*?<\/form>/g;
const HIDDEN_INPUT = /<input type="hidden"[^>]*>/g;
const HEADING = /<h1[^>]*>([^<]*)</;
const ENTITIES: Record<string, string> = {
  "&quot;": '"',
  "&#x27;": "'",
  "&#39;": "'",
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
};

const attributeOf = (tag: string, name: string) => {
  const value = new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? "";
  return value.replace(/&(?:quot|#x27|#39|lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity);
};

/** The pay form on a page, or null if there is none. */
export function readPayForm(html: string): PayForm | null {
  const form = html.match(FORM)?.find((text) => text.includes('name="submissionId"'));
  if (form === undefined) return null;
  const inputs = form.match(HIDDEN_INPUT) ?? [];
  return {
    fields: inputs.map((input) => [attributeOf(input, "name"), attributeOf(input, "value")]),
  };
}

export const headingOf = (html: string): string => HEADING.exec(html)?.[1] ?? "";

/** Posts the form as a browser without JavaScript does. */
export function postPayForm(
  page: { appUrl: string; orderId: string; address: string },
  form: PayForm,
  phoneNumber: string,
): Promise<Answer> {
  const body = new FormData();
  for (const [name, value] of form.fields) body.append(name, value);
  body.append("phoneNumber", phoneNumber);
  const headers = { origin: page.appUrl, "x-forwarded-for": page.address };
  return ask(`${page.appUrl}/pay/${page.orderId}`, { method: "POST", body, headers });
}
