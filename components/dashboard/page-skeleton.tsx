import { Skeleton } from "@/components/ui/skeleton";

/** Stands where a page of the dashboard is about to be: a heading, what is asked, and rows. */
export function PageSkeleton() {
  return (
    <div className="space-y-5" aria-hidden="true">
      <Skeleton className="h-8 w-48 max-w-full" />
      <Skeleton className="h-5 w-96 max-w-full" />
      <Skeleton className="h-36 w-full" />
      {Array.from({ length: 6 }, (_, row) => (
        <Skeleton key={row} className="h-14 w-full" />
      ))}
    </div>
  );
}
