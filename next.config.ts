import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

/** For every answer, files and APIs included; pages get theirs, with a nonce, in proxy.ts. */
const SECURITY_HEADERS = [
  // The address of a payment page is nobody else's business.
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "X-Content-Type-Options", value: "nosniff" },
  {
    key: "Permissions-Policy",
    value: "camera=(), geolocation=(), microphone=(), payment=()",
  },
];

/**
 * The address without its path, and never to a less safe place. `no-referrer` would also make a browser
 * send `Origin: null` with a form, which server actions refuse.
 */
const NO_PATH_IN_REFERRER = { key: "Referrer-Policy", value: "strict-origin" };

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // A lock file in a folder above must not move the root.
  turbopack: { root: import.meta.dirname },
  serverExternalPackages: ["pdfkit", "pg", "pino"],
  // `npm test` checks the types of everything; a demo's first start need not wait for it again.
  typescript: { ignoreBuildErrors: true },
  headers: () =>
    Promise.resolve([
      { source: "/:path*", headers: SECURITY_HEADERS },
      // Whoever has one of these addresses comes in: they are told to nobody, not even to ourselves.
      ...["/invite/:path*", "/setup/:path*"].map((source) => ({
        source,
        headers: [NO_PATH_IN_REFERRER],
      })),
    ]),
};

/** Messages are compiled when the app is built, so that no page brings a parser for them. */
const withMessages = createNextIntlPlugin({
  requestConfig: "./lib/i18n/request.ts",
  experimental: {
    messages: { path: "./lib/messages", format: "json", locales: "infer", precompile: true },
  },
});

export default withMessages(config);
