import { z } from "zod";

/** What a shortcode is apart from its number; `tillNumber` defaults to the number itself. */
export const shortcodeDetailsSchema = z.strictObject({
  passKey: z.string().min(1).max(256),
  type: z.enum(["paybill", "till"]),
  tillNumber: z
    .string()
    .regex(/^\d{5,7}$/)
    .optional(),
  businessName: z.string().trim().min(1).max(60).optional(),
  /** Of the app that the number belongs to; without them any key and secret will do. */
  consumer: z.strictObject({ key: z.string().min(1), secret: z.string().min(1) }).optional(),
});

export const businessShortCodeSchema = z.string().regex(/^\d{5,7}$/);

export const shortcodeSchema = shortcodeDetailsSchema.extend({
  businessShortCode: businessShortCodeSchema,
});

/** A merchant's number: a paybill, or the store number of a till (daraja.md, 2.3). */
export type Shortcode = z.infer<typeof shortcodeSchema>;

/** Safaricom's public sandbox shortcode with its public pass key (daraja.md, 2.9). */
export const SANDBOX_SHORTCODE: Shortcode = {
  businessShortCode: "174379",
  passKey: "bfb279f9aa9bdbcf158e97dd71a467cd2e0c893059b10f78e6b72ada1ed2c919",
  type: "paybill",
  businessName: "DARAJA SANDBOX",
};

/** Who is credited: the paybill itself, or the till behind a store number (daraja.md, 2.3). */
export function creditedParty(shortcode: Shortcode): string {
  return shortcode.type === "till"
    ? (shortcode.tillNumber ?? shortcode.businessShortCode)
    : shortcode.businessShortCode;
}

/** The name a customer reads; a nameless shortcode shows its number. */
export function displayName(shortcode: Shortcode): string {
  return shortcode.businessName ?? creditedParty(shortcode);
}
