import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bindingOf,
  keyedHash,
  makeDataKey,
  seal,
  sealWithDataKey,
  unseal,
  unsealWithDataKey,
} from "./sealing";

type Key = Buffer<ArrayBuffer>;

const keysOf = (...entries: [string, Key][]) => ({
  activeId: entries[0]?.[0] ?? "",
  byId: new Map(entries),
});

const oldKey = randomBytes(32);
const keys = keysOf(["k1", oldKey]);
const binding = bindingOf("shortcodes", "pass_key", "mer_1");

describe("sealed values", () => {
  it("open to what was sealed, whatever it was", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const plain = Buffer.from(bytes);
        expect(unseal(keys, seal(keys, plain, binding), binding).equals(plain)).toBe(true);
      }),
    );
  });

  it("are never the same twice and do not show the plain text", () => {
    const [a, b] = [seal(keys, "254712345678", binding), seal(keys, "254712345678", binding)];
    expect(a.equals(b)).toBe(false);
    expect(a.includes("254712345678")).toBe(false);
  });

  it("do not open with any byte altered, nor cut short, nor made longer", () => {
    const sealed = seal(keys, "secret", binding);
    for (let index = 0; index < sealed.length; index += 1) {
      const altered = Buffer.from(sealed);
      altered.writeUInt8(altered.readUInt8(index) ^ 1, index);
      expect(() => unseal(keys, altered, binding)).toThrow();
    }
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => unseal(keys, sealed.subarray(0, length), binding)).toThrow();
    }
    expect(() => unseal(keys, Buffer.concat([sealed, Buffer.from([0])]), binding)).toThrow();
  });

  it.each([
    bindingOf("shortcodes", "pass_key", "mer_2"),
    bindingOf("shortcodes", "consumer_key", "mer_1"),
    bindingOf("attempts", "pass_key", "mer_1"),
  ])("open only in their own place, not in %s", (elsewhere) => {
    expect(() => unseal(keys, seal(keys, "secret", binding), elsewhere)).toThrow();
  });

  it("do not open under an unknown key, nor under another key of the same name", () => {
    const sealed = seal(keys, "secret", binding);
    expect(() => unseal(keysOf(["k2", oldKey]), sealed, binding)).toThrow(/unknown key/);
    expect(() => unseal(keysOf(["k1", randomBytes(32)]), sealed, binding)).toThrow();
  });

  it("survive a rotation: the new key seals, the old one still opens", () => {
    const before = seal(keys, "secret", binding);
    const rotated = keysOf(["k2", randomBytes(32)], ["k1", oldKey]);
    expect(unseal(rotated, before, binding).toString()).toBe("secret");
    const after = seal(rotated, "secret", binding);
    expect(unseal(rotated, after, binding).toString()).toBe("secret");
    expect(() => unseal(keys, after, binding)).toThrow(/unknown key/);
  });

  it("never take a data key's value for one of the instance's keys", () => {
    const dataKey = makeDataKey();
    const sealed = sealWithDataKey(dataKey, "secret", binding);
    expect(unsealWithDataKey(dataKey, sealed, binding).toString()).toBe("secret");
    expect(() => unsealWithDataKey(makeDataKey(), sealed, binding)).toThrow();
    expect(() => unseal(keys, sealed, binding)).toThrow();
    expect(() => unsealWithDataKey(dataKey, seal(keys, "secret", binding), binding)).toThrow();
  });
});

describe("keyed hashes", () => {
  it("are stable, and differ by secret, purpose and value", () => {
    const secret = randomBytes(32);
    const hash = keyedHash(secret, "msisdn", "254712345678");
    expect(keyedHash(secret, "msisdn", "254712345678").equals(hash)).toBe(true);
    for (const other of [
      keyedHash(randomBytes(32), "msisdn", "254712345678"),
      keyedHash(secret, "address", "254712345678"),
      keyedHash(secret, "msisdn", "254712345679"),
    ]) {
      expect(other.equals(hash)).toBe(false);
    }
  });
});
