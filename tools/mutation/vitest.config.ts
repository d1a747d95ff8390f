import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** The tests that hold the pure files; the long proofs and random searches apart. */
export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL("../..", import.meta.url)) } },
  test: {
    testTimeout: 60_000,
    root: fileURLToPath(new URL("../..", import.meta.url)),
    include: ["lib/**/*.test.ts"],
    exclude: ["**/*.{db,property,exhaustive}.test.ts", "**/node_modules/**"],
  },
});
