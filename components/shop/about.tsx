import { Store, UserRound } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";

/** What this server is, for whoever opens its bare address while there is no demo shop. */
export function About() {
  const t = useTranslations("about");
  return (
    <div className="space-y-6 py-4">
      <div className="space-y-2">
        <h1 className="text-3xl font-bold tracking-tight">{t("title")}</h1>
        <p className="text-lg">{t("intro")}</p>
      </div>
      <Card className="flex gap-4">
        <UserRound aria-hidden="true" className="text-primary size-6 shrink-0" />
        <p>{t("customers")}</p>
      </Card>
      <Card className="flex gap-4">
        <Store aria-hidden="true" className="text-primary size-6 shrink-0" />
        <div className="space-y-4">
          <p>{t("merchants")}</p>
          <Button asChild>
            <Link href="/dashboard" prefetch={false}>
              {t("dashboard")}
            </Link>
          </Button>
        </div>
      </Card>
    </div>
  );
}
