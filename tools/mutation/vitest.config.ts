import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** The tests of one group of files, as scripts/mutation.ts names them. */
export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL("../..", import.meta.url)) } },
  test: {
    testTimeout: 60_000,
    root: fileURLToPath(new URL("../..", import.meta.url)),
    include: [process.env["MALIPO_MUTATION_TESTS"] ?? "none"],
  },
});
