import { expect, it } from "vitest";
import { readNextPath } from "./next-path";

it.each([
  "/dashboard",
  "/dashboard/orders",
  "/dashboard/orders/ord_01h455vb4pex5vsknk084sn02q",
  "/dashboard/payments?q=%2B254+712.5&from=2026-11-01&q=Chai+%C3%A9",
  "/dashboard?filter=paid&before=b3JkXzAx",
  "/invite/Zm9v-_",
])("goes on to %s", (path) => {
  expect(readNextPath(path)).toBe(path);
});

it.each([
  "//evil.example",
  "https://evil.example/dashboard",
  "/dashboard.evil.example",
  "/dashboard//evil.example",
  "/dashboard/../..//evil.example",
  "/dashboard\\evil",
  "/dashboard\n",
  "/dashboard?x=%0Aa",
  "/dashboard?x=%0d%0aset-cookie:a",
  "javascript:alert(1)//dashboard",
  "/pay/x",
  "/invite/../dashboard",
  "/invite/",
  "/invite/a/b",
  "",
  null,
  ["/dashboard"],
])("stays on the dashboard for %j", (path) => {
  expect(readNextPath(path)).toBe("/dashboard");
});
