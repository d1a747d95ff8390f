import { basename } from "node:path";
import { SCREENS, type Shot } from "./take-shots";

export type Entry = { name: string; heading: string; shots: readonly Shot[] };
export type Sheet = {
  title: string;
  language: string;
  theme: "light" | "dark";
  entries: readonly Entry[];
};

/** How large a picture stands on the sheet, beside the page itself. */
const SCALE = { phone: 0.75, desktop: 0.5 } as const;

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escape = (text: string) => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

const STYLE = `
  :root { color-scheme: light; font: 15px system-ui, sans-serif; }
  body { margin: 0; padding: 24px; width: 1944px; background: #cfd4da; color: #15191d; }
  body.dark { background: #3a4046; color: #f2f4f6; }
  h1 { margin: 0 0 20px; font-size: 26px; }
  main { columns: 2; column-gap: 24px; }
  figure { margin: 0 0 24px; break-inside: avoid; }
  figcaption { margin-bottom: 8px; font-weight: 600; }
  figcaption code { font-weight: 400; opacity: 0.8; }
  div { display: flex; gap: 16px; align-items: flex-start; }
  span { position: relative; display: block; }
  img { display: block; border-radius: 6px; }
  i { position: absolute; left: 0; right: 0; border-top: 1px dashed #e0338a; }
`;

/** A picture, with a line where a visitor's screen ends. */
function picture(shot: Shot): string {
  const scale = SCALE[shot.screen];
  const fold = SCREENS.find(({ name }) => name === shot.screen)?.height ?? shot.height;
  const line = shot.height > fold ? `<i style="top:${fold * scale}px"></i>` : "";
  const [width, height] = [shot.width * scale, shot.height * scale];
  const source = encodeURIComponent(basename(shot.file));
  return `<span><img src="${source}" width="${width}" height="${height}" alt="">${line}</span>`;
}

const figure = (theme: Sheet["theme"]) => (entry: Entry) => `<figure>
  <figcaption>${escape(entry.heading)} <code>${escape(entry.name)}</code></figcaption>
  <div>${entry.shots
    .filter((shot) => shot.theme === theme)
    .map(picture)
    .join("")}</div>
</figure>`;

/** The page that is a contact sheet; its pictures lie beside it. */
export const sheetPage = ({ title, language, theme, entries }: Sheet) => `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>${escape(title)}</title><style>${STYLE}</style>
<body class="${theme}"><h1>${escape(title)} · ${escape(language)} · ${theme}</h1>
<main>${entries.map(figure(theme)).join("")}</main></html>`;
