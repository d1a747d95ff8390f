import { Download } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { RefreshLink } from "./refresh-link";

/** A list's heading, the link that loads it anew from its start, and the one to its file. */
export function ListHead({
  title,
  intro,
  path,
  query,
  children,
}: {
  title: string;
  intro: string;
  path: string;
  query: Record<string, string>;
  /** What else can be done with the list. */
  children?: ReactNode;
}) {
  const lists = useTranslations("lists.export");
  return (
    <div className="flex flex-wrap items-start justify-between gap-3">
      <div className="space-y-1">
        <h1 className="text-2xl leading-tight font-bold">{title}</h1>
        <p className="text-muted-foreground">{intro}</p>
      </div>
      <div className="flex flex-wrap gap-3">
        {children}
        <Button asChild variant="outline">
          <Link href={withQuery(`${path}/export`, query)} prefetch={false}>
            <Download aria-hidden="true" />
            {lists("link")}
          </Link>
        </Button>
        <RefreshLink href={withQuery(path, query)} />
      </div>
    </div>
  );
}

function withQuery(path: string, query: Record<string, string>): string {
  const search = new URLSearchParams(query);
  return search.size === 0 ? path : `${path}?${search.toString()}`;
}
