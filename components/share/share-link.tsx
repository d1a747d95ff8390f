import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ShareButtons } from "./share-buttons";

/** An address to hand on: by WhatsApp, the phone's own sharing, copying, or reading it off. */
export function ShareLink({ url, title, text }: { url: string; title: string; text: string }) {
  const t = useTranslations("share");
  const words = {
    native: t("native"),
    copy: t("copy"),
    copied: t("copied"),
    copyFailed: t("copyFailed"),
  };
  return (
    <div className="space-y-3">
      <p>
        <span className="text-muted-foreground block text-sm">{t("link")}</span>
        <span className="font-mono text-sm break-all select-all">{url}</span>
      </p>
      <div className="flex flex-wrap gap-3">
        <Button asChild variant="outline">
          <a href={`https://wa.me/?text=${encodeURIComponent(text)}`} rel="noreferrer">
            {t("whatsapp")}
          </a>
        </Button>
        <ShareButtons url={url} title={title} words={words} />
      </div>
    </div>
  );
}
