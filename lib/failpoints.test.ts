import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { FAILPOINTS, failpoint, installFailpoints } from "./failpoints";

const SOURCES = readdirSync("lib", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => join("lib", name))
  .map((path) => ({ path, text: readFileSync(path, "utf8") }));
const isForTests = ({ path }: { path: string }) =>
  path.endsWith(".test.ts") || path.includes("/fixtures/");
const PRODUCT = SOURCES.filter((source) => !isForTests(source));

afterEach(() => installFailpoints(null));

describe("a failpoint", () => {
  it("is nothing to wait for while it is off", () => {
    expect(failpoint("claim:before")).toBeUndefined();
  });

  it("reaches the handler that a test installed, and waits for it", async () => {
    const reached: (string | null)[] = [];
    installFailpoints((name, detail) => {
      reached.push(name, detail);
      return Promise.resolve();
    });
    await failpoint("claim:before");
    await failpoint("evidence:stored", "push_accepted");
    expect(reached).toEqual(["claim:before", null, "evidence:stored", "push_accepted"]);
  });
});

type NodeEnv = "production" | "development" | "test";

/** Tries to switch a failpoint on in a process of its own; answers what came of it. */
function tryIn(nodeEnv: NodeEnv | null, others: Record<string, string> = {}): string {
  const program = `
    ${nodeEnv === null ? "delete process.env.NODE_ENV;" : ""}
    import("./lib/failpoints.ts").then(({ failpoint, installFailpoints }) => {
      let refusal = "installed";
      try { installFailpoints(async () => undefined); } catch (error) { refusal = error.message; }
      process.stdout.write(refusal + ", " + typeof failpoint("claim:before"));
    });`;
  return execFileSync(process.execPath, ["--import", "tsx", "-e", program], {
    env: { ...others, NODE_ENV: nodeEnv ?? "production" },
    encoding: "utf8",
  });
}

/** What somebody might set who hopes for a switch. */
const HOPEFUL = Object.fromEntries(
  ["FAILPOINT", "FAILPOINTS", "MALIPO_FAILPOINT", "MALIPO_FAILPOINTS", "TEST", "VITEST", "CI"].map(
    (name) => [name, "claim:before"],
  ),
);

describe("in production", () => {
  it.each<[string, NodeEnv | null, Record<string, string>]>([
    ["NODE_ENV=production", "production", {}],
    ["NODE_ENV=development", "development", {}],
    ["no NODE_ENV at all", null, {}],
    ["every variable set that might be a switch", "production", HOPEFUL],
  ])("no failpoint can be switched on: %s", (_case, nodeEnv, others) => {
    expect(tryIn(nodeEnv, others)).toBe("failpoints exist for tests alone, undefined");
  });

  it("the same attempt works where it should, so the test above can fail", () => {
    expect(tryIn("test")).toBe("installed, object");
  });

  it("no file of the product installs a handler", () => {
    const installers = PRODUCT.filter(({ text }) => text.includes("installFailpoints"));
    expect(installers.map(({ path }) => path)).toEqual(["lib/failpoints.ts"]);
  });
});

it("every failpoint of the list is passed by the product", () => {
  const unused = FAILPOINTS.filter(
    (name) =>
      !PRODUCT.some(({ path, text }) => path !== "lib/failpoints.ts" && text.includes(`"${name}"`)),
  );
  expect(unused).toEqual([]);
});
