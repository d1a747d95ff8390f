import { describe, expect, it } from "vitest";
import { openLog, type Log } from "./log";

function captured(level = "debug"): { log: Log; lines: string[] } {
  const lines: string[] = [];
  return { log: openLog(level, { write: (line) => void lines.push(line) }), lines };
}

describe("the log", () => {
  it("writes the named fields and nothing else", () => {
    const { log, lines } = captured();
    const fields = { orderId: "ord_1", kind: "accepted", phoneNumber: "0712345678", raw: "{}" };
    log.info("push", fields);
    expect(lines).toHaveLength(1);
    const line: unknown = JSON.parse(lines[0] ?? "");
    expect(line).toMatchObject({ msg: "push", orderId: "ord_1", kind: "accepted" });
    expect(lines[0]).not.toMatch(/0712345678|phoneNumber|raw/);
  });

  it("masks phone numbers and Safaricom's ids in its texts", () => {
    const { log, lines } = captured();
    log.warn("push", { cause: "no route to 254712345678", reason: "ws_CO_231120260815301234" });
    expect(lines[0]).not.toMatch(/254712345678|ws_CO_2/);
  });

  it("masks what looks like a receipt, wherever it was put, and leaves codes alone", () => {
    const { log, lines } = captured();
    log.info("callback", { code: "SJ12AB34CD", cause: "paid with sj12ab34cd." });
    log.info("callback", { code: "SFC_IC0003", cause: "ECONNRESET" });
    expect(lines[0]).not.toMatch(/SJ12AB34CD/i);
    expect(lines[1]).toContain("SFC_IC0003");
    expect(lines[1]).toContain("ECONNRESET");
  });

  it("says of an error its name, SQLSTATE and constraint, never its message", () => {
    const { log, lines } = captured();
    const cause = Object.assign(new Error("Key (receipt)=(SJ12AB34CD) already exists."), {
      code: "23505",
      constraint: "payments_receipt",
    });
    log.error("write", { error: new Error("Failed query: params: 254712345678", { cause }) });
    expect(lines[0]).toContain("23505");
    expect(lines[0]).toContain("payments_receipt");
    expect(lines[0]).not.toMatch(/SJ12AB34CD|254712345678|params/);
  });

  it("takes anything for an error", () => {
    const { log, lines } = captured();
    for (const error of ["SJ12AB34CD", null, 7, { message: "SJ12AB34CD" }]) {
      log.error("odd", { error });
    }
    expect(lines).toHaveLength(4);
    expect(lines.join("")).not.toContain("SJ12AB34CD");
  });

  it("is silent when told so", () => {
    const { log, lines } = captured("silent");
    log.error("nothing");
    expect(lines).toEqual([]);
  });
});
