/** The form of a pay page, as a browser without JavaScript would send it. */
export type PayForm = {
  fields: readonly (readonly [string, string])[];
  /** The unresolved attempt that is named by sending this form: the explicit step. */
  despiteAttemptId: string | null;
};

const ENTITIES: Record<string, string> = {
  quot: '"',
  amp: "&",
  lt: "<",
  gt: ">",
  "#x27": "'",
  "#39": "'",
};

const decode = (text: string) =>
  text.replace(/&(#x27|#39|quot|amp|lt|gt);/g, (whole, name: string) => ENTITIES[name] ?? whole);

function attributeOf(tag: string, name: string): string | null {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? null : decode(found);
}

/** The pay form of a page, or null where the page shows none. */
export function readPayForm(html: string): PayForm | null {
  for (const [form] of html.matchAll(/<form\b[\s\S]*?<\/form>/g)) {
    if (!form.includes('name="submissionId"')) continue;
    const fields: [string, string][] = [];
    for (const [tag] of form.matchAll(/<input\b[^>]*>/g)) {
      const name = attributeOf(tag, "name");
      if (name !== null && attributeOf(tag, "type") === "hidden") {
        fields.push([name, attributeOf(tag, "value") ?? ""]);
      }
    }
    const despite = fields.find(([name]) => name === "despiteAttemptId")?.[1];
    return { fields, despiteAttemptId: despite ?? null };
  }
  return null;
}

/** The body of the form with a phone number typed in, and its content type. */
export async function fillPayForm(
  form: PayForm,
  phoneNumber: string,
): Promise<{ body: Buffer; contentType: string }> {
  const data = new FormData();
  for (const [name, value] of form.fields) data.append(name, value);
  data.append("phoneNumber", phoneNumber);
  const encoded = new Response(data);
  const contentType = encoded.headers.get("content-type") ?? "";
  return { body: Buffer.from(await encoded.arrayBuffer()), contentType };
}
