import { createServer } from "node:net";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { freePort } from "@/db/free-port";
import { appEnvironment } from "./app-environment";
import { buildHash } from "./build-hash";
import { requirePort } from "./ports";
import { generateSecrets, openSecrets } from "./secrets";
import { parseSettings, phoneUrlOf } from "./settings";

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "malipo-launcher-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("parseSettings", () => {
  it("has the contract's defaults", () => {
    expect(parseSettings({ PORT: "", DATABASE_URL: " " })).toMatchObject({
      port: 3000,
      simulatorPort: 4010,
      databaseUrl: undefined,
      appUrl: "http://localhost:3000",
    });
    expect(parseSettings({ PORT: "3100" }).appUrl).toBe("http://localhost:3100");
  });

  it.each([
    ["PORT", "abc"],
    ["PORT", "0"],
    ["PORT", "70000"],
    ["SIMULATOR_PORT", "-1"],
    ["SIMULATOR_PORT", "3000"],
    ["DATABASE_URL", "localhost"],
  ])("refuses %s=%s in one line", (name, value) => {
    expect(() => parseSettings({ [name]: value })).toThrow(new RegExp(`right:\\n  ${name} .+$`));
  });
});

describe("phoneUrlOf", () => {
  it.each([
    [{ PORT: "3100", SIMULATOR_PORT: "4100" }, "http://localhost:4100"],
    [{ APP_URL: "http://127.0.0.1:3000" }, "http://127.0.0.1:4010"],
    [{ APP_URL: "https://demo.example" }, null],
    [{ APP_URL: "demo" }, null],
  ])("of %j is %s", (source, url) => {
    expect(phoneUrlOf(parseSettings(source))).toBe(url);
  });
});

describe("secrets", () => {
  it("stay the same, for the owner's eyes alone", () => {
    const first = openSecrets(folder);
    expect(openSecrets(folder)).toEqual(first);
    expect(statSync(join(folder, "secrets.json")).mode & 0o777).toBe(0o600);
  });

  it("are never replaced when the file is damaged", () => {
    const path = join(folder, "secrets.json");
    writeFileSync(path, "{");
    expect(() => openSecrets(folder)).toThrow(/secrets\.json is damaged/);
    expect(readFileSync(path, "utf8")).toBe("{");
  });
});

describe("appEnvironment", () => {
  const given = {
    secrets: generateSecrets(),
    databaseUrl: "postgres://localhost/malipo",
    appUrl: "http://localhost:3000",
    dataFolder: "/data",
  };

  it("lets the outer environment decide, but for what must be so", () => {
    const outer = { SWEEPER: "off", DATABASE_URL: "postgres://elsewhere/x", CRON_SECRET: "" };
    const environment = appEnvironment({ ...given, outer });
    expect(environment).toMatchObject({ SWEEPER: "off", DEMO_SHOP: "on" });
    expect(environment["DATABASE_URL"]).toBe(given.databaseUrl);
    expect(environment["CRON_SECRET"]).toBe(given.secrets.cronSecret);
    expect(environment["CALLBACK_SPOOL"]).toBe(join("/data", "callback-spool"));
  });

  it("knows the phone of a demo, unless the outer environment says another", () => {
    const phoneUrl = "http://localhost:4010";
    const told = { DEMO_PHONE_URL: "https://phone.example" };
    expect(appEnvironment({ ...given, outer: {} })).not.toHaveProperty("DEMO_PHONE_URL");
    expect(appEnvironment({ ...given, outer: {}, phoneUrl })).toMatchObject({
      DEMO_PHONE_URL: phoneUrl,
      SIMULATOR_SHOWN_IN: given.appUrl,
    });
    expect(appEnvironment({ ...given, outer: told, phoneUrl })).toMatchObject(told);
  });

  it("refuses what the app would refuse, before anything starts", () => {
    expect(() => appEnvironment({ ...given, outer: { SWEEPER: "maybe" } })).toThrow(/SWEEPER/);
  });
});

describe("requirePort", () => {
  it("names the port and the variable when somebody listens there", async () => {
    const port = await freePort();
    await requirePort("PORT", port, 0);
    const server = createServer().listen(port, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const message = new RegExp(`Port ${port} is taken.*set SIMULATOR_PORT`);
    await expect(requirePort("SIMULATOR_PORT", port, 0)).rejects.toThrow(message);
    const patient = requirePort("PORT", port, 5_000);
    server.close();
    await patient;
  });
});

describe("buildHash", () => {
  it("changes with what a build is made of, and with nothing else", () => {
    mkdirSync(join(folder, "app"));
    mkdirSync(join(folder, "e2e"));
    writeFileSync(join(folder, "app/page.tsx"), "one");
    const before = buildHash(folder);
    for (const path of ["app/page.test.tsx", "e2e/story.spec.ts", "README.md", ".env"]) {
      writeFileSync(join(folder, path), "without effect");
    }
    expect(buildHash(folder)).toBe(before);
    writeFileSync(join(folder, "app/page.tsx"), "two");
    expect(buildHash(folder)).not.toBe(before);
    writeFileSync(join(folder, "app/page.tsx"), "one");
    writeFileSync(join(folder, "proxy.ts"), "new");
    expect(buildHash(folder)).not.toBe(before);
  });
});
