import { describe, expect, it } from "vitest";
import { contentSecurityPolicy } from "./content-security-policy";

describe("contentSecurityPolicy", () => {
  it("lets only scripts and styles with the nonce of this page run in production", () => {
    const policy = contentSecurityPolicy("n0nce", false, null);
    expect(policy).toContain("script-src 'self' 'nonce-n0nce' 'strict-dynamic';");
    expect(policy).toContain("style-src 'self' 'nonce-n0nce';");
    expect(policy).not.toMatch(/unsafe|\*|http:/);
    for (const directive of [
      "default-src 'self'",
      "connect-src 'self'",
      "frame-src 'none'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ]) {
      expect(policy.split("; ")).toContain(directive);
    }
  });

  it("allows eval and inline styles in development alone", () => {
    expect(contentSecurityPolicy("n0nce", true, null)).toContain("'unsafe-eval'");
  });

  it("lets a page show the demo's phone and nothing else", () => {
    const policy = contentSecurityPolicy("n0nce", false, "http://localhost:4010");
    expect(policy.split("; ")).toContain("frame-src http://localhost:4010");
    expect(policy.split("; ")).toContain("frame-ancestors 'none'");
  });
});
