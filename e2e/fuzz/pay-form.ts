import fc from "fast-check";
import { hostileJson, typedText } from "@/scripts/fuzzing/hostile-values";
import { readPayForm } from "../support/pay-form";

/** A form as the page sends it without JavaScript: names and values in order. */
export type FormFields = [name: string, value: string][];

const isReacts = (name: string) => name.startsWith("$ACTION");

/** Reads the fields of an order's pay form from its page. */
export async function fetchPayForm(appUrl: string, orderId: string): Promise<FormFields> {
  const page = await (await fetch(`${appUrl}/pay/${orderId}`)).text();
  const fields = (readPayForm(page)?.fields ?? []).map(([name, value]): [string, string] => [
    name,
    value,
  ]);
  if (!fields.some(([name]) => isReacts(name))) {
    throw new Error(`the page of ${orderId} has no form that works without JavaScript`);
  }
  return fields;
}

const oddValue = fc.oneof(
  typedText,
  hostileJson.map((value) => JSON.stringify(value)),
);

/** A way to change a form: a phone number, and perhaps fields lost, doubled, renamed or replaced. */
export const formChange = fc.record({
  phoneNumber: oddValue,
  change: fc.constantFrom("none", "none", "drop", "double", "replace", "add", "rename"),
  at: fc.nat({ max: 100 }),
  value: oddValue,
  name: fc.oneof(
    fc.constantFrom("orderId", "submissionId", "despiteAttemptId", "__proto__", "$ACTION_KEY", "0"),
    typedText,
  ),
});

export type FormChange = typeof formChange extends fc.Arbitrary<infer T> ? T : never;

/** Whether a change breaks what React and Next wrote into the form for themselves. */
export function breaksFramework(fields: FormFields, change: FormChange): boolean {
  if (change.change === "none") return false;
  const [name = ""] = fields[change.at % (fields.length + 1)] ?? [];
  const hasNewName = change.change === "add" || change.change === "rename";
  return (change.change !== "add" && isReacts(name)) || (hasNewName && isReacts(change.name));
}

/** The form with a change made to it. */
export function changeForm(fields: FormFields, change: FormChange): FormFields {
  const changed: FormFields = [...fields, ["phoneNumber", change.phoneNumber]];
  const at = change.at % changed.length;
  const [name, value] = changed[at] ?? ["", ""];
  switch (change.change) {
    case "none":
      return changed;
    case "drop":
      return changed.filter((_, index) => index !== at);
    case "double":
      return [...changed, [name, value]];
    case "replace":
      changed[at] = [name, change.value];
      return changed;
    case "add":
      return [...changed, [change.name, change.value]];
    case "rename":
      changed[at] = [change.name, value];
      return changed;
  }
}

/** The form as multipart/form-data, names and values as they are. */
export function toMultipart(fields: FormFields): { body: Buffer; contentType: string } {
  const boundary = "malipo-fuzz-boundary";
  const parts = fields.map(
    ([name, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name.replaceAll('"', "%22").replaceAll(/[\r\n]/g, " ")}"\r\n\r\n${value}\r\n`,
  );
  const body = Buffer.from(`${parts.join("")}--${boundary}--\r\n`);
  return { body, contentType: `multipart/form-data; boundary=${boundary}` };
}
