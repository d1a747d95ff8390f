/** Breaks a text into at most `maxLines` lines of about `maxChars`; what does not fit ends in "…". */
export function wrapText(text: string, maxChars: number, maxLines: number): string[] {
  const lines: string[] = [];
  let rest = text.trim();
  while (rest !== "" && lines.length < maxLines) {
    const letters = Array.from(rest);
    if (letters.length <= maxChars) {
      lines.push(rest);
      return lines;
    }
    const head = letters.slice(0, maxChars + 1).join("");
    const space = head.lastIndexOf(" ");
    const line = space > 0 ? head.slice(0, space) : letters.slice(0, maxChars).join("");
    lines.push(line);
    rest = rest.slice(line.length).trim();
  }
  const last = lines.pop();
  if (last !== undefined) {
    lines.push(
      rest === ""
        ? last
        : `${Array.from(last)
            .slice(0, maxChars - 1)
            .join("")}…`,
    );
  }
  return lines;
}
