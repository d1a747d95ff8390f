import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cn } from "@/lib/class-names";
import { LanguageSwitch } from "./language-switch";

/** The frame of every customer page: the product's name above, one column of content. */
export function SiteFrame({ children, isWide = false }: { children: ReactNode; isWide?: boolean }) {
  const t = useTranslations("common");
  const width = isWide ? "max-w-4xl" : "max-w-lg";
  return (
    <div className="flex min-h-dvh flex-col px-4 pb-10 sm:px-6">
      <header className={cn("mx-auto flex w-full items-center gap-2 py-4 print:hidden", width)}>
        {/* A plain image: there is nothing to optimise in 400 bytes of SVG. */}
        {/* eslint-disable-next-line @next/next/no-img-element */}
        <img src="/icon.svg" alt="" width={28} height={28} />
        <span className="text-lg font-bold tracking-tight">{t("productName")}</span>
        <LanguageSwitch className="ms-auto -me-3" />
      </header>
      <main className={cn("mx-auto w-full", width)}>{children}</main>
    </div>
  );
}
