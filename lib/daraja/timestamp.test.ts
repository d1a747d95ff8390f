import { isMainThread } from "node:worker_threads";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { darajaTimestamp, parseDarajaTimestamp, stkPassword } from "./timestamp";

afterEach(() => vi.unstubAllEnvs());

/** Server zones around the globe, with the offset that proves the zone is in force. */
const ZONES = [
  ["UTC", 0],
  ["Africa/Nairobi", -180],
  ["America/Los_Angeles", 480],
  ["Asia/Kolkata", -330],
  ["Pacific/Kiritimati", -840],
] as const;

describe.each(ZONES)("on a server in %s", (zone, offsetMinutes) => {
  it("writes and reads Nairobi time", () => {
    vi.stubEnv("TZ", zone);
    // A worker thread (Stryker's runner) cannot change its zone; the examples hold all the same.
    if (isMainThread) {
      expect(new Date("2026-01-01T00:00:00Z").getTimezoneOffset()).toBe(offsetMinutes);
    }
    expect(darajaTimestamp(new Date("2026-12-31T21:00:00.999Z"))).toBe("20270101000000");
    expect(darajaTimestamp(new Date("2026-12-31T20:59:59Z"))).toBe("20261231235959");
    expect(darajaTimestamp(new Date("2024-02-28T23:05:09Z"))).toBe("20240229020509");
    expect(parseDarajaTimestamp("20191219102115")).toEqual(new Date("2019-12-19T07:21:15Z"));
  });
});

describe("parseDarajaTimestamp", () => {
  it.each(["20240229000000", "20240228235959", "20261231000000", "19700101030000"])(
    "takes %s",
    (text) => {
      const time = parseDarajaTimestamp(text);
      expect(time && darajaTimestamp(time)).toBe(text);
    },
  );

  it.each([
    "20230229000000",
    "20240230000000",
    "20240431000000",
    "20241301000000",
    "20240001000000",
    "20240100000000",
    "20240132000000",
    "20240101240000",
    "20240101006000",
    "20240101000060",
    "00990101000000",
    "2024010100000",
    "202401010000000",
    "2024-01-01T0000",
    " 20240101000000",
    "20240101000000\n",
    "2024010100000a",
    "",
  ])("refuses %j", (text) => expect(parseDarajaTimestamp(text)).toBeNull());

  it("reads back every second it writes", () => {
    const range = { min: new Date("2000-01-01"), max: new Date("2199-12-31"), noInvalidDate: true };
    fc.assert(
      fc.property(fc.date(range), (date) => {
        const seconds = Math.floor(date.getTime() / 1000) * 1000;
        expect(parseDarajaTimestamp(darajaTimestamp(date))).toEqual(new Date(seconds));
      }),
    );
  });
});

describe("stkPassword", () => {
  it("is the base64 of shortcode, pass key and timestamp", () => {
    expect(stkPassword("174379", "key", "20261123123456")).toBe("MTc0Mzc5a2V5MjAyNjExMjMxMjM0NTY=");
  });
});
