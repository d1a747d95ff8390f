import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { LivePage } from "@/components/dashboard/live/live-page";
import { NoteForm } from "@/components/dashboard/notes/note-form";
import { OrderView } from "@/components/dashboard/order-view";
import { clientMessages } from "@/lib/i18n/client-messages";
import { MoreWords } from "@/lib/i18n/more-words";
import { isIdOf, makeId } from "@/lib/ids";
import { markOf } from "@/lib/merchants/mark-of";
import { asOrderMaker } from "@/lib/merchants/order-maker";
import { readOrderPage } from "@/lib/merchants/read-order-page";
import { runtime } from "@/lib/runtime";
import { currentMerchant } from "../../current-merchant";
import { DashboardPage } from "../../dashboard-page";
import type { ListSearch } from "../../list-query";
import { readOrThrowPlainly } from "../../read-or-throw-plainly";
import { addNoteAction, decideAction, showNumberAction } from "./actions";
import { partsQuery, readOrderParts } from "./order-parts";

type Props = { params: Promise<{ orderId: string }>; searchParams: Promise<ListSearch> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("dashboard.payments");
  return { title: t("order") };
}

/** One order: what is owed, what was tried, what came, and what M-Pesa said. */
export default async function OrderPage({ params, searchParams }: Props) {
  const search = await searchParams;
  const parts = readOrderParts(search);
  const { orderId } = await params;
  const path = isIdOf("order", orderId) ? `/dashboard/orders/${orderId}` : "/dashboard";
  const { member, merchant, person } = await currentMerchant(path);
  const order = await readOrThrowPlainly(() => readOrderPage(runtime(), merchant, orderId, parts));
  if (!order) notFound();
  const { seen, decided } = search;
  const deciding = {
    decide: decideAction,
    formIds: (order.offers ?? []).map(() => makeId("evidence")),
    hasTwoFactor: person.hasTwoFactor,
    seenSeq: typeof seen === "string" && /^\d{1,9}$/.test(seen) ? Number(seen) : null,
    isDecided: decided === "yes",
  };
  return (
    <DashboardPage member={member} merchant={merchant} current="orders">
      <LivePage address={`${path}/changes${partsQuery(parts)}`} mark={markOf(order)} />
      <OrderView
        order={order}
        noteForm={
          asOrderMaker(member) && (
            <MoreWords messages={await clientMessages("notes")}>
              <NoteForm
                orderId={orderId}
                submissionId={crypto.randomUUID()}
                action={addNoteAction}
              />
            </MoreWords>
          )
        }
        showNumber={merchant.permissions.has("see_phones") ? showNumberAction : null}
        deciding={deciding}
      />
    </DashboardPage>
  );
}
