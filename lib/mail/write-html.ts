import { html, type Html } from "@/lib/http/html";
import type { Language } from "@/lib/i18n/model";

/** A letter as a page: no picture, no address that is fetched, its looks in the lines themselves. */
export function writeHtml({
  language,
  title,
  heading,
  body,
}: {
  language: Language;
  title: string;
  heading: string;
  body: Html[];
}): string {
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
      </head>
      <body style="font-family:sans-serif;font-size:16px;line-height:1.5;margin:0;padding:16px">
        <div style="max-width:560px;margin:0 auto">
          <h1 style="font-size:22px;line-height:1.25;margin:0 0 16px">${heading}</h1>
          ${body}
        </div>
      </body>
    </html> `.html;
}
