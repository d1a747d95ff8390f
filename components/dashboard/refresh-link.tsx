import { RotateCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";

/** Loads a page anew, from its start. A plain link: the router might show a page that it still holds. */
export function RefreshLink({ href }: { href: string }) {
  const t = useTranslations("dashboard.list");
  return (
    <Button asChild variant="outline">
      <a href={href}>
        <RotateCw aria-hidden="true" />
        {t("refresh")}
      </a>
    </Button>
  );
}
