import { z } from "zod";
import { DECISION_KINDS } from "@/db/vocabulary";
import { recordAudit } from "@/lib/audit/record-audit";
import { decideCase, type DecideRefusal } from "@/lib/payments/decide-case";
import type { Runtime } from "@/lib/runtime";
import { authorise, type AuthoriseRefusal } from "./authorise";
import { saveProof } from "./save-proof";
import type { Actor, Person } from "./session";
import type { CodeProblem } from "./two-factor";

/** As M-Pesa writes one; people type it in small letters and with blanks. */
const receiptField = z
  .string()
  .transform((text) => text.replaceAll(/\s/g, "").toUpperCase())
  .pipe(z.string().regex(/^[A-Z0-9]{6,20}$/));
const amountField = z
  .string()
  .transform((text) => text.replaceAll(/[\s,]/g, ""))
  .pipe(z.string().regex(/^\d{1,6}$/))
  .transform(Number)
  .pipe(z.int().min(1).max(250_000));
const unless = <Field extends z.ZodType>(field: Field) =>
  z
    .union([z.literal(""), z.null(), z.undefined()])
    .transform(() => null)
    .or(field);

const decisionForm = z.object({
  formId: z.string().max(40),
  orderId: z.string().max(40),
  kind: z.enum(DECISION_KINDS),
  attemptId: unless(z.string().max(40)),
  amount: unless(amountField),
  receipt: unless(receiptField),
  note: z.string().trim().min(3).max(300),
  seenSeq: z.coerce.number().int().min(0).max(2_147_483_647),
});

export type DecideOrderRefusal = DecideRefusal | AuthoriseRefusal | CodeProblem;
export type DecideOrderResult =
  { ok: true; isRepeat: boolean } | { ok: false; reason: DecideOrderRefusal };

/** What a form of the order's page holds, as it was sent. */
export type DecisionForm = Record<
  | "formId"
  | "orderId"
  | "kind"
  | "attemptId"
  | "amount"
  | "receipt"
  | "note"
  | "seenSeq"
  | "password"
  | "code",
  unknown
>;

/**
 * Records what a member decided of an order's money, by their role as it is now and after a proof of
 * the last ten minutes. A payment by hand asks for a proof of its own, now: a code where the person has
 * an app for it, else the password. Throws if the database is away.
 */
export async function decideOrder(
  runtime: Runtime,
  { actor, person, headers }: { actor: Actor; person: Person; headers: Headers },
  form: DecisionForm,
): Promise<DecideOrderResult> {
  const authorised = await authorise(runtime, actor, "decide_cases");
  if (!authorised.ok && authorised.reason === "not_allowed") return authorised;
  const parsed = decisionForm.safeParse(form);
  if (!parsed.success) return { ok: false, reason: "invalid" };
  const { attemptId: aboutAttemptId, amount: amountKes, ...decision } = parsed.data;
  if (decision.kind === "paid_by_hand") {
    const proof = person.hasTwoFactor
      ? { password: null, code: form.code }
      : { password: form.password, code: null };
    const proved = await saveProof(runtime, person, proof, headers);
    if (!proved.ok) return refusedProof(proved.reason, person);
  } else if (!authorised.ok) return authorised;
  const result = await decideCase(runtime, actor, { ...decision, aboutAttemptId, amountKes });
  if (result.ok && !result.isRepeat) {
    await recordAudit(runtime, {
      merchantId: actor.merchantId,
      by: actor,
      action: "case_decided",
      about: { kind: "order", id: decision.orderId },
      after: { decision: decision.kind, amountKes },
    });
  }
  return result;
}

/** Without a code somebody with an app is asked for the code, whatever was checked in its place. */
function refusedProof(reason: CodeProblem, { hasTwoFactor }: Person): DecideOrderResult {
  const isNoCode = hasTwoFactor && reason === "wrong_password";
  return { ok: false, reason: isNoCode ? "wrong_code" : reason };
}
