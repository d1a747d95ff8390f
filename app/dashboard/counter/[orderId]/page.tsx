import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import Link from "next/link";
import { CounterOrder } from "@/components/counter/counter-order";
import { readCounterOrder } from "@/lib/counter/read-counter-order";
import { clientMessages } from "@/lib/i18n/client-messages";
import { MoreWords } from "@/lib/i18n/more-words";
import { isIdOf } from "@/lib/ids";
import { runtime } from "@/lib/runtime";
import { currentOrderMaker } from "../../current-order-maker";
import { DashboardPage } from "../../dashboard-page";
import { readOrThrowPlainly } from "../../read-or-throw-plainly";
import { sendAgainAction } from "../actions";
import { readProblem } from "../counter-problem";

type Props = {
  params: Promise<{ orderId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("cashier");
  return { title: t("title") };
}

/** One order at the counter: its result, big, and another prompt where one is allowed. */
export default async function CounterOrderPage({ params, searchParams }: Props) {
  const { orderId } = await params;
  const path = isIdOf("order", orderId) ? `/dashboard/counter/${orderId}` : "/dashboard/counter";
  const { maker, merchant } = await currentOrderMaker(path);
  const view = await readOrThrowPlainly(() => readCounterOrder(runtime(), merchant, orderId));
  if (!view) notFound();
  const search = await searchParams;
  const t = await getTranslations("cashier");
  const time = (await getFormatter()).dateTime(new Date(view.createdAt), {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return (
    <DashboardPage member={maker} merchant={merchant} current="counter">
      <MoreWords messages={await clientMessages("cashier")}>
        <CounterOrder
          view={view}
          renderedAt={new Date().toISOString()}
          submissionId={crypto.randomUUID()}
          problem={readProblem(search)}
          repeatedOf={search["repeated"] === "1" ? time : null}
          action={sendAgainAction}
        />
      </MoreWords>
      <p className="text-center">
        <Link
          href={`/dashboard/orders/${orderId}`}
          prefetch={false}
          className="text-primary inline-block py-1 underline underline-offset-4"
        >
          {t("order")}
        </Link>
      </p>
    </DashboardPage>
  );
}
