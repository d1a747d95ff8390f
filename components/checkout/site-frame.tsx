import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cn } from "@/lib/class-names";
import { LanguageSwitch } from "./language-switch";

const BESIDE =
  "min-[1100px]:grid min-[1100px]:grid-cols-[minmax(0,1fr)_22.5rem] min-[1100px]:gap-8";

/**
 * The frame of every customer page: the product's name above, one column of content. What is `beside`
 * it stands below on a narrow screen and in a column of its own on a wide one.
 */
export function SiteFrame({
  children,
  isWide = false,
  beside = null,
}: {
  children: ReactNode;
  isWide?: boolean;
  beside?: ReactNode;
}) {
  const t = useTranslations("common");
  const width = cn(
    isWide ? "max-w-4xl" : "max-w-lg",
    beside !== null && (isWide ? "min-[1100px]:max-w-[80rem]" : "min-[1100px]:max-w-[58rem]"),
  );
  return (
    <div className="flex min-h-dvh flex-col px-4 pb-10 sm:px-6">
      <header className={cn("mx-auto flex w-full items-center gap-2 py-4 print:hidden", width)}>
        {/* A plain image: there is nothing to optimise in 400 bytes of SVG. */}
        {/* eslint-disable-next-line @next/next/no-img-element */}
        <img src="/icon.svg" alt="" width={28} height={28} />
        <span className="text-lg font-bold tracking-tight">{t("productName")}</span>
        <LanguageSwitch className="ms-auto -me-3" />
      </header>
      <div className={cn("mx-auto w-full", width, beside !== null && BESIDE)}>
        <main className="min-w-0">{children}</main>
        {beside}
      </div>
    </div>
  );
}
