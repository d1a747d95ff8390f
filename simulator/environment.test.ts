import { describe, expect, it } from "vitest";
import { readSettings } from "./environment";

describe("readSettings", () => {
  it("has defaults, also for empty values", () => {
    const settings = { port: 4010, host: "127.0.0.1", shortcodes: [], shownIn: null };
    expect(readSettings({})).toEqual({ ok: true, settings });
    const empty = { SIMULATOR_PORT: "", SIMULATOR_HOST: " ", SIMULATOR_SHORTCODES: "" };
    expect(readSettings(empty)).toEqual({ ok: true, settings });
  });

  it("takes what is set", () => {
    const shortcodes = [
      { businessShortCode: "600001", passKey: "a", type: "paybill", businessName: "DEMO SHOP" },
      { businessShortCode: "600002", passKey: "b", type: "till", tillNumber: "555666" },
    ];
    const read = readSettings({
      SIMULATOR_PORT: "4999",
      SIMULATOR_HOST: "0.0.0.0",
      SIMULATOR_SHORTCODES: JSON.stringify(shortcodes),
      SIMULATOR_SHOWN_IN: "https://demo.example/",
    });
    const shownIn = "https://demo.example";
    expect(read).toEqual({
      ok: true,
      settings: { port: 4999, host: "0.0.0.0", shortcodes, shownIn },
    });
  });

  it.each([
    ["SIMULATOR_PORT", "http"],
    ["SIMULATOR_PORT", "70000"],
    ["SIMULATOR_PORT", "-1"],
    ["SIMULATOR_SHOWN_IN", "demo.example"],
    ["SIMULATOR_SHOWN_IN", "https://demo.example/shop"],
    ["SIMULATOR_SHOWN_IN", "*"],
    ["SIMULATOR_SHORTCODES", "{"],
    ["SIMULATOR_SHORTCODES", "{}"],
    ["SIMULATOR_SHORTCODES", '[{"businessShortCode":"600001"}]'],
    ["SIMULATOR_SHORTCODES", '[{"businessShortCode":600001,"passKey":"a","type":"paybill"}]'],
  ])("names %s when it is %s", (name, value) => {
    const read = readSettings({ [name]: value });
    expect(read).toMatchObject({ ok: false, message: expect.stringContaining(name) as unknown });
  });
});
