import { useTranslations } from "next-intl";
import { cn } from "@/lib/class-names";
import styles from "./shop.module.css";

/** The shop's sign: its name, what it is, and the duka itself. */
export function ShopHead({ merchant }: { merchant: { name: string; logo: string } }) {
  const t = useTranslations("shop");
  return (
    <div className={cn(styles.sky, "relative overflow-hidden rounded-2xl border")}>
      <div className="p-5 sm:p-6 sm:pr-60">
        <h1 className="flex items-center gap-3 text-2xl font-bold tracking-tight sm:text-3xl">
          {/* eslint-disable-next-line @next/next/no-img-element */}
          <img src={merchant.logo} alt="" width={48} height={48} className="size-12 rounded-xl" />
          {merchant.name}
        </h1>
        <p className="mt-3 sm:text-lg">{t("intro")}</p>
        <p className="mt-1 text-sm">{t("demoNote")}</p>
      </div>
      {/* eslint-disable-next-line @next/next/no-img-element */}
      <img
        src="/shop/duka.svg"
        alt=""
        width={260}
        height={150}
        className="absolute right-2 -bottom-1 hidden h-auto w-56 sm:block"
      />
    </div>
  );
}
