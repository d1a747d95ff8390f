import type { Log } from "@/lib/log";
import { type Cell, csvLine } from "./csv";

/** By this Excel knows that a file is UTF-8. */
const BYTE_ORDER_MARK = "\ufeff";

type Content<Row> = {
  header: string[];
  batches: AsyncGenerator<Row[]>;
  cellsOf: (row: Row) => Cell[];
  hasMark: boolean;
};

/**
 * A CSV file as a stream that reads a batch only when the last one was taken. If a batch cannot be
 * read the stream breaks off, so that a browser says that the download failed: a file that merely ends
 * early would look whole.
 */
export function streamCsv<Row>(
  { log }: { log: Log },
  content: Content<Row>,
): ReadableStream<Uint8Array> {
  const texts = writeTexts(content);
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const next = await texts.next();
        if (next.done === true) controller.close();
        else controller.enqueue(encoder.encode(next.value));
      } catch (error) {
        log.error("a file could not be written to its end", { error });
        controller.error(new Error("the file could not be written to its end"));
      }
    },
    async cancel() {
      await texts.return(undefined);
    },
  });
}

async function* writeTexts<Row>(content: Content<Row>): AsyncGenerator<string, undefined> {
  const { header, batches, cellsOf, hasMark } = content;
  yield `${hasMark ? BYTE_ORDER_MARK : ""}${csvLine(header)}`;
  for await (const rows of batches) yield rows.map((row) => csvLine(cellsOf(row))).join("");
}
