import { describe, expect, it } from "vitest";
import { clientAddress, PEER_ADDRESS_HEADER } from "./client-address";

const forwarded = (value: string) =>
  new Headers({ "x-forwarded-for": value, [PEER_ADDRESS_HEADER]: "10.0.0.9" });

describe("clientAddress", () => {
  it("is the socket's peer without proxies, whatever X-Forwarded-For says", () => {
    expect(clientAddress(forwarded("1.1.1.1"), 0)).toBe("10.0.0.9");
    expect(clientAddress(new Headers({ "x-forwarded-for": "1.1.1.1" }), 0)).toBeNull();
  });

  it.each([
    ["41.90.1.1", 1, "41.90.1.1"],
    ["6.6.6.6, 41.90.1.1", 1, "41.90.1.1"],
    ["6.6.6.6, 41.90.1.1, 172.16.0.2", 2, "41.90.1.1"],
    ["6.6.6.6", 2, null],
    ["", 1, null],
    ["6.6.6.6, ", 1, null],
    ["6.6.6.6, not-an-address", 1, null],
    ["6.6.6.6, 2c0f:fe38::1", 1, "2c0f:fe38::1"],
  ])("counts %j from the right for %i trusted hops", (value, hops, address) => {
    expect(clientAddress(forwarded(value), hops)).toBe(address);
  });
});
