import { expect, it } from "vitest";
import { messageValues } from "./fixtures/message-values";

it.each([
  ["Nothing to fill in", []],
  ["{paid} of {total}, {paid} again", ["paid", "total"]],
  ["We sent it to <strong>{phone}</strong>.", ["<strong>", "phone"]],
  [
    "Wait {minutes, plural, one {# minute} other {# minutes, says {who}}}",
    ["minutes:plural", "who"],
  ],
  ["{kind, select, a {one} other {two}}", ["kind:select"]],
  ["{at, date}", ["at:date"]],
])("%s", (message, values) => {
  expect(messageValues(message)).toEqual(values);
});
