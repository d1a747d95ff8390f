import { useFormatter, useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import type { Home, Speed } from "@/lib/takings/model";
import { Fact } from "../dashboard/fact";
import { Section } from "../dashboard/section";

/** Fewer attempts than this say nothing about M-Pesa … */
const ENOUGH = 5;
/** … and one in so many without a result of its own is no bad luck any more. */
const MANY = 0.2;

/** How fast M-Pesa tells results right now, and how often it had to be asked. */
export function SpeedCard({ speed }: { speed: Home["speed"] }) {
  const t = useTranslations("home.speed");
  const { ended, asked } = speed.hour;
  return (
    <Section title={t("title")}>
      <p className="text-muted-foreground text-sm">{t("intro")}</p>
      {ended >= ENOUGH && asked / ended > MANY && <Alert tone="warning">{t("slow")}</Alert>}
      <div className="grid grid-cols-2 gap-4">
        <Within title={t("hour")} speed={speed.hour} />
        <Within title={t("day")} speed={speed.day} />
      </div>
    </Section>
  );
}

function Within({ title, speed: { ended, asked, medianMs } }: { title: string; speed: Speed }) {
  const t = useTranslations("home.speed");
  const format = useFormatter();
  const seconds =
    medianMs !== null &&
    format.number(medianMs / 1_000, { maximumFractionDigits: medianMs < 10_000 ? 1 : 0 });
  return (
    <div className="space-y-2">
      <h3 className="font-semibold">{title}</h3>
      <p className="text-muted-foreground text-sm">{t("ended", { ended })}</p>
      {ended > 0 && (
        <dl className="space-y-2 tabular-nums">
          {seconds !== false && (
            <Fact name={t("median")}>
              <span className="text-xl font-bold">{t("seconds", { seconds })}</span>
            </Fact>
          )}
          <Fact name={t("asked")}>{format.number(asked / ended, { style: "percent" })}</Fact>
        </dl>
      )}
    </div>
  );
}
