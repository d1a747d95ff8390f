ALTER TABLE "merchants" ADD COLUMN "brand_colour" text;--> statement-breakpoint
ALTER TABLE "merchants" ADD COLUMN "logo" text;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "cancel_url" text;--> statement-breakpoint
ALTER TABLE "merchants" ADD CONSTRAINT "merchants_brand_colour" CHECK ("merchants"."brand_colour" ~ '^#[0-9a-f]{6}$');--> statement-breakpoint
ALTER TABLE "merchants" ADD CONSTRAINT "merchants_logo" CHECK ("merchants"."logo" ~ '^data:image/(svg[+]xml|png).base64,[A-Za-z0-9+/=]+$' and length("merchants"."logo") <= 32768);