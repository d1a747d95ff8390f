import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { expect, it } from "vitest";
import { productFiles } from "./fixtures/product-files";
import { findVisibleTexts } from "./fixtures/visible-texts";

it.each([
  ["<p>Pay</p>", ["Pay"]],
  ["<p>{t('pay')}</p>", []],
  ["<p>••••</p>", []],
  ["<p>{'Pay'}</p>", ["Pay"]],
  ["<p>{isPaid ? 'Paid' : t('open')}</p>", ["Paid"]],
  ["<p>{isPaid && 'Paid'}</p>", ["Paid"]],
  ["<p>{kind === 'paid' && t('paid')}</p>", []],
  ["<p>{name ?? 'Nobody'}</p>", ["Nobody"]],
  ["<p>{`Paid ${amount}`}</p>", ["Paid"]],
  ["<p>{'Paid ' + amount}</p>", ["Paid"]],
  ["<p className='big'>{t('pay')}</p>", []],
  ["<img alt='A basket' />", ["A basket"]],
  ["<img alt='' />", []],
  ["<a aria-label={isOpen ? 'Close' : 'Open'} href='/there' />", ["Close", "Open"]],
])("what people read in %s", (code, texts) => {
  expect(findVisibleTexts("example.tsx", code)).toEqual(texts);
});

const pages = productFiles("app", "components").files.filter((file) => file.endsWith(".tsx"));

it.each(pages.map((file) => relative(process.cwd(), file)))(
  "%s holds no text of its own",
  (file) => {
    expect(findVisibleTexts(file, readFileSync(file, "utf8"))).toEqual([]);
  },
);
