import { readFileSync } from "node:fs";

/** The virtual phone as one self-contained document, put together once from its sources. */
export const PHONE_PAGE = [
  { mark: "/* handset.css */", source: new URL("./handset.css", import.meta.url) },
  { mark: "/* recent.css */", source: new URL("./recent.css", import.meta.url) },
  { mark: "/* page.css */", source: new URL("./page.css", import.meta.url) },
  { mark: "/* phone.js */", source: new URL("./phone.js", import.meta.url) },
].reduce(
  (page, { mark, source }) => page.replace(mark, () => readFileSync(source, "utf8")),
  readFileSync(new URL("./phone.html", import.meta.url), "utf8"),
);

/** Nothing from anywhere else, and requests only to this simulator. */
export const PHONE_PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; " +
  "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
