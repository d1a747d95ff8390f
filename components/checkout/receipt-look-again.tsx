import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";

/** How often a browser without JavaScript loads a receipt anew while its number is on the way, and how long between. */
const MAX_LOOKS = 20;
const LOOK_AFTER_SECONDS = 15;

/**
 * While a receipt's number is on the way the page looks for it by itself: without JavaScript by loading
 * itself anew. That ends after a while; the number may never come, and the link stays.
 */
export function ReceiptLookAgain({ orderId, looks }: { orderId: string; looks: number }) {
  const t = useTranslations("receipt");
  const address = `/pay/${orderId}/receipt`;
  return (
    <div className="flex flex-wrap items-center gap-3 print:hidden">
      <Button asChild variant="outline">
        <a href={address}>{t("refresh")}</a>
      </Button>
      {looks < MAX_LOOKS && (
        <>
          <p className="text-muted-foreground text-sm">{t("looks")}</p>
          <noscript>
            <meta
              httpEquiv="refresh"
              content={`${LOOK_AFTER_SECONDS}; url=${address}?look=${looks + 1}`}
            />
          </noscript>
        </>
      )}
    </div>
  );
}
