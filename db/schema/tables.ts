/** Every table, for drizzle-kit and for typed queries; the only file that gathers others. */
export * from "./audit";
export * from "./auth";
export * from "./invariants";
export * from "./mail";
export * from "./merchants";
export * from "./notes";
export * from "./orders";
export * from "./payment-links";
export * from "./payments";
export * from "./shared-state";
export * from "./shortcode-checks";
export * from "./takings";
