import { CircleCheck, CircleHelp, CircleX } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Verdict } from "@/lib/shortcodes/model";

const SIGNS = {
  works: { Sign: CircleCheck, tone: "text-success" },
  doubtful: { Sign: CircleHelp, tone: "text-warning" },
  wrong: { Sign: CircleX, tone: "text-danger" },
};

/** One thing that was tried, how it went, and what to do about it. */
export function FindingLine({
  verdict,
  title,
  children,
}: {
  verdict: Exclude<Verdict, "unchecked">;
  title: string;
  children: string;
}) {
  const t = useTranslations("shortcodes.verdict");
  const { Sign, tone } = SIGNS[verdict];
  return (
    <div className="flex gap-3">
      <Sign aria-hidden="true" className={`mt-0.5 size-5 shrink-0 ${tone}`} />
      <div className="min-w-0 space-y-1">
        <p className="font-semibold">
          {title} <span className={`text-sm font-normal ${tone}`}>{t(verdict)}</span>
        </p>
        <p className="max-w-prose wrap-anywhere">{children}</p>
      </div>
    </div>
  );
}
