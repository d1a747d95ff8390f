import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** The tests that stand for the pure files; the long proofs and random searches apart. */
export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL("../..", import.meta.url)) } },
  test: {
    testTimeout: 60_000,
    root: fileURLToPath(new URL("../..", import.meta.url)),
    include: [
      "lib/payments/{decide,judge-*,received-order,visible-facts,check-schedule,tell}.test.ts",
      "lib/daraja/{stk-callback,stk-query,result-codes}.test.ts",
      "lib/{phone,money}.test.ts",
    ],
  },
});
