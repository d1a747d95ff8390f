import { readFileSync } from "node:fs";

/** The virtual phone as one self-contained document, put together once from its sources. */
export const PHONE_PAGE = [
  { mark: "/* handset.css */", source: new URL("./handset.css", import.meta.url) },
  { mark: "/* prompt.css */", source: new URL("./prompt.css", import.meta.url) },
  { mark: "/* recent.css */", source: new URL("./recent.css", import.meta.url) },
  { mark: "/* page.css */", source: new URL("./page.css", import.meta.url) },
  { mark: "/* keypad.js */", source: new URL("./keypad.js", import.meta.url) },
  { mark: "/* phone.js */", source: new URL("./phone.js", import.meta.url) },
].reduce(
  (page, { mark, source }) => page.replace(mark, () => readFileSync(source, "utf8")),
  readFileSync(new URL("./phone.html", import.meta.url), "utf8"),
);

/** Pages of this machine: a demo's shop shows the phone beside itself. */
const THIS_MACHINE = "http://localhost:* http://127.0.0.1:*";

/** Nothing from anywhere else, requests only to this simulator, and shown by these pages alone. */
export function phonePagePolicy(shownIn: string | null): string {
  const ancestors = shownIn === null ? THIS_MACHINE : `${THIS_MACHINE} ${shownIn}`;
  return (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; " +
    "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; " +
    `frame-ancestors ${ancestors}`
  );
}
