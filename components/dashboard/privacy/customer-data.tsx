import { Fact } from "@/components/dashboard/fact";
import { ActionForm } from "@/components/dashboard/settings/action-form";
import type { FormAction } from "@/components/dashboard/settings/form-answer";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { CustomerWords, ShownData } from "./customer-answer";

/** What is held of a number, the way to take it out, and the way to erase it. */
export function CustomerData({
  held: { title, facts, inUse, orders },
  phoneNumber,
  erase,
  words,
}: {
  held: ShownData;
  phoneNumber: string;
  erase: FormAction;
  words: CustomerWords;
}) {
  return (
    <div className="space-y-5">
      <p role="status" className="font-semibold">
        {title}
      </p>
      {facts.length > 0 && (
        <>
          <dl className="grid grid-cols-2 gap-3 sm:grid-cols-5">
            {facts.map(({ name, value }) => (
              <Fact key={name} name={name}>
                {value}
              </Fact>
            ))}
          </dl>
          {inUse !== null && <OrdersInUse title={inUse} orders={orders} />}
          <form
            method="post"
            action="/dashboard/settings/privacy/customer.json"
            className="space-y-2"
          >
            <input type="hidden" name="phoneNumber" value={phoneNumber} />
            <p>{words.exportIntro}</p>
            <Button type="submit" variant="outline">
              {words.export}
            </Button>
          </form>
          <ActionForm
            action={erase}
            submit={words.erase}
            pending={words.erasing}
            variant="danger"
            className="border-t pt-5"
          >
            <input type="hidden" name="phoneNumber" value={phoneNumber} />
            <p className="max-w-prose">{words.eraseIntro}</p>
            <label className="flex min-h-11 items-center gap-3 font-semibold">
              <input type="checkbox" name="sure" value="yes" required className="size-5" />
              {words.sure}
            </label>
          </ActionForm>
        </>
      )}
    </div>
  );
}

function OrdersInUse({ title, orders }: { title: string; orders: ShownData["orders"] }) {
  return (
    <Alert tone="warning" className="space-y-2">
      <p>{title}</p>
      <ul className="space-y-1">
        {orders.map(({ orderId, until }, index) => (
          <li key={index}>
            <a
              href={`/dashboard/orders/${orderId}`}
              className="inline-block py-1 font-mono text-sm wrap-anywhere underline underline-offset-4"
            >
              {orderId}
            </a>{" "}
            {until}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
