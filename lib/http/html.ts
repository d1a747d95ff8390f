/** Markup that may be sent as it is. */
export type Html = { readonly html: string };

type Part = string | Html | false | null | readonly Html[];

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function markupOf(part: Part): string {
  if (part === false || part === null) return "";
  if (typeof part === "string") return part.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? "");
  return "html" in part ? part.html : part.map(({ html }) => html).join("");
}

/**
 * A template of HTML: what is put in as text stands as text, in attributes in double quotes, too.
 * For the pages that come without a framework.
 */
export function html(markup: TemplateStringsArray, ...parts: Part[]): Html {
  const rest = parts.map((part, index) => markupOf(part) + (markup[index + 1] ?? ""));
  return { html: (markup[0] ?? "") + rest.join("") };
}
