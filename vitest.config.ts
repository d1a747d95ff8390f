import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const alias = { "@": fileURLToPath(new URL(".", import.meta.url)) };

/** `*.test.ts` needs nothing but Node; `*.db.test.ts` gets a Postgres of its own from db/test-database.ts. */
export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["{lib,db,simulator,components,app,scripts,e2e,bench}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.db.test.ts"],
          // Property tests on a busy machine; a hang is caught all the same.
          testTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "database",
          include: ["{lib,db,app}/**/*.db.test.ts"],
          globalSetup: ["./db/test-database.setup.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
