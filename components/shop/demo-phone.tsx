import { useTranslations } from "next-intl";
import { HandsetIcon, OpenElsewhereIcon } from "@/components/ui/icons";

/**
 * The simulator's phone: beside the page where there is room, else behind a link. `loading="lazy"`
 * keeps a frame that is not shown from being loaded at all.
 */
export function DemoPhone({ url }: { url: string }) {
  const t = useTranslations("shop.phone");
  return (
    <aside aria-label={t("label")} className="mt-6 min-[1100px]:mt-0 print:hidden">
      <div className="sticky top-4 hidden min-[1100px]:block">
        <iframe
          src={url}
          title={t("label")}
          loading="lazy"
          sandbox="allow-scripts allow-same-origin allow-forms"
          referrerPolicy="no-referrer"
          className="h-[min(44rem,calc(100dvh-9rem))] min-h-[34rem] w-full"
        />
        <p className="text-muted-foreground mt-2 text-center text-sm">{t("caption")}</p>
      </div>
      <p className="text-center min-[1100px]:hidden">
        <a
          href={url}
          target="_blank"
          rel="noopener noreferrer"
          className="text-primary inline-flex min-h-11 items-center gap-2 font-semibold underline underline-offset-4"
        >
          <HandsetIcon className="size-5" />
          {t("open")}
          <OpenElsewhereIcon className="size-4" />
        </a>
      </p>
    </aside>
  );
}
