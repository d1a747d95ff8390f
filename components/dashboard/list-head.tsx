import { RotateCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";

/** A list's heading, and the link that loads it anew. */
export function ListHead({ title, intro, href }: { title: string; intro: string; href: string }) {
  const t = useTranslations("dashboard.list");
  return (
    <div className="flex flex-wrap items-start justify-between gap-3">
      <div className="space-y-1">
        <h1 className="text-2xl leading-tight font-bold">{title}</h1>
        <p className="text-muted-foreground">{intro}</p>
      </div>
      <Button asChild variant="outline">
        {/* A plain link: the router might show a page that it still holds. */}
        <a href={href}>
          <RotateCw aria-hidden="true" />
          {t("refresh")}
        </a>
      </Button>
    </div>
  );
}
