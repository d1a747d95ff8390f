import { expect, it } from "vitest";
import { ROLES } from "@/db/vocabulary";
import { ENTRIES } from "./entries";
import { findEntries } from "./find-entries";

it("every page, route and server action says who may call it", () => {
  expect(Object.keys(ENTRIES).sort()).toEqual(findEntries());
});

it("the search finds pages, routes and actions", () => {
  const kinds = new Set(findEntries().map((name) => name.split(" ")[0]));
  for (const kind of ["PAGE", "GET", "POST", "ACTION"]) expect(kinds).toContain(kind);
});

it("every role is served somewhere", () => {
  for (const role of ROLES) {
    expect(Object.values(ENTRIES).some(({ serves }) => serves.includes(role))).toBe(true);
  }
});
