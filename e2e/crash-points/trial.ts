import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { draw } from "./draw";
import type { Arm, HostProcess } from "./host-process";
import type { Answer, Lane } from "./lane";
import { BEFORE_SEND, type Plan, type Trouble } from "./points";
import { readStanding } from "./standing";

/** Longer than the push deadline of 10 s. */
const FREEZE_PAST_DEADLINE_MS = 10_500;
const FREEZE_MS = 700;
const OUTAGE_MS = 900;
/** By then the request is under way, and its answer (of which the simulator is told) is not in. */
const WHILE_SENDING_MS = 200;
/** So long a customer goes on reloading. */
const START_TIMEOUT_MS = 20_000;
const PAUSE_MS = 60;
const QUIET_LOOKS = 4;
const PAY_TIMEOUT_MS = 25_000;
const REACH_TIMEOUT_MS = 4_000;

const startShape = z.object({ ok: z.boolean(), reason: z.string().optional() });
const statusShape = z.object({ status: z.string() });
const orderShape = z.object({ id: z.string(), accountReference: z.string() });

/** One payment, its customer, and the trouble that is armed for it. */
export class Trial {
  readonly lane: Lane;
  readonly plan: Plan;
  orderId = "";
  accountReference = "";
  readonly amountKes: number;
  readonly phoneNumber: string;
  /** Minted with the form. */
  readonly submissionId: string;
  /** Pays while the host is away too, if drawn so: that callback finds nobody. */
  readonly paysAtOnce: boolean;
  /** Takes the explicit step after an attempt without a result, if drawn so. */
  readonly takesExplicitStep: boolean;
  isReached = false;
  private isOver = false;
  private isInTrouble = false;
  private trouble: Promise<void> = Promise.resolve();

  constructor(lane: Lane, plan: Plan) {
    this.lane = lane;
    this.plan = plan;
    this.amountKes = 100 + plan.number;
    this.phoneNumber = `0712${String(100_000 + plan.number)}`;
    this.submissionId = crypto.randomUUID();
    this.paysAtOnce =
      plan.road === "paysWhileDown" || draw(plan.seed, plan.number, "pays at once") < 0.2;
    this.takesExplicitStep =
      this.hangsBeforeSend || draw(plan.seed, plan.number, "explicit step") < 0.5;
  }

  get msisdn(): string {
    return `254${this.phoneNumber.slice(1)}`;
  }

  /** Frozen for longer than the push deadline, between its start and the send. */
  get hangsBeforeSend(): boolean {
    return this.plan.trouble === "hang" && BEFORE_SEND.has(this.plan.name);
  }

  /** The merchant's server makes the order. */
  async order(expiresInSeconds = 86_400): Promise<void> {
    const body = { amountKes: this.amountKes, title: "A trial", expiresInSeconds };
    const answer = await this.lane.api("POST", "/api/v1/orders", body);
    const order = orderShape.parse(answer?.body);
    this.orderId = order.id;
    this.accountReference = order.accountReference;
  }

  /** Arms the plan's failpoint; its trouble begins when something comes by. */
  async arm(): Promise<void> {
    const { name, detail = "", passing = 1, trouble } = this.plan;
    const afterMs = name.endsWith(":sending") && trouble !== "database gone" ? WHILE_SENDING_MS : 0;
    await this.lane.host.arm({ point: name, detail, passing, afterMs, action: ACTIONS[trouble] });
    this.trouble = this.strike(this.lane.host);
  }

  private async strike(host: HostProcess): Promise<void> {
    if ((await host.untilReached(() => this.isOver)) === null) return;
    this.isReached = true;
    this.isInTrouble = true;
    try {
      await this.suffer(host);
    } finally {
      this.isInTrouble = false;
    }
  }

  private async suffer(host: HostProcess): Promise<void> {
    const { lane } = this;
    switch (this.plan.trouble) {
      case "kill":
        await host.ended;
        await this.answerPrompts();
        await lane.restart();
        await lane.ageTokenLease();
        return;
      case "database gone":
        await lane.line.cut();
        host.goOn();
        await sleep(OUTAGE_MS);
        await lane.line.mend();
        return;
      case "hang":
        await this.standFrozen(host);
        return;
      default:
        this.plan.trouble satisfies never;
    }
  }

  /** The process stands still while minutes pass, and a second one serves whoever comes. */
  private async standFrozen(host: HostProcess): Promise<void> {
    const { lane } = this;
    const frozenAtMs = performance.now();
    await lane.turnToNeighbour();
    await lane.ageTokenLease();
    await sleep(FREEZE_MS);
    await lane.age(this.orderId, 31);
    await lane.sweep();
    if (this.hangsBeforeSend) {
      await lane.age(this.orderId, 280);
      await lane.sweep();
      const { unresolvedId } = await readStanding(lane.sql, this.orderId);
      if (unresolvedId !== null) await this.start(unresolvedId, crypto.randomUUID());
      await sleep(Math.max(0, frozenAtMs + FREEZE_PAST_DEADLINE_MS - performance.now()));
    }
    lane.bringBack();
    host.goOn();
  }

  /** A trouble that belongs to the road, before the plan's own. */
  async prelude(
    arm: Pick<Arm, "point" | "action">,
    then: (host: HostProcess) => Promise<void>,
    during: () => Promise<unknown>,
  ): Promise<void> {
    const { host } = this.lane;
    await host.arm({ detail: "", passing: 1, afterMs: 0, ...arm });
    const happening = during();
    if ((await host.untilReached(() => false)) === null) throw new Error(`no ${arm.point}`);
    await then(host);
    await happening;
  }

  /** Posts the pay form; without an answer the same form again, as a reload does. */
  async start(
    despiteAttemptId: string | null = null,
    submissionId = this.submissionId,
  ): Promise<void> {
    const { orderId, phoneNumber, lane } = this;
    const body = { orderId, phoneNumber, submissionId, despiteAttemptId };
    const endsAtMs = performance.now() + START_TIMEOUT_MS;
    while (performance.now() < endsAtMs) {
      const answer = await lane.call("POST", "/start", { body });
      if (isFinal(answer)) return;
      await sleep(PAUSE_MS);
    }
  }

  /** Watches the page and types the PIN at every prompt, until paid or nothing more will happen. */
  async pay(): Promise<void> {
    const endsAtMs = performance.now() + PAY_TIMEOUT_MS;
    let quietLooks = 0;
    while (performance.now() < endsAtMs && quietLooks < QUIET_LOOKS) {
      const hasPaid = await this.answerPrompts();
      if ((await this.status()) === "paid" && !this.isInTrouble) return;
      const isQuiet = !this.isInTrouble && !hasPaid && (await this.lane.isQuiet());
      quietLooks = isQuiet ? quietLooks + 1 : 0;
      await sleep(PAUSE_MS);
    }
  }

  private async answerPrompts(): Promise<boolean> {
    if (this.isInTrouble && !this.paysAtOnce) return false;
    const open = (await this.lane.simulator.prompts()).filter(
      ({ accountReference, state }) =>
        accountReference === this.accountReference && state === "open",
    );
    for (const { checkoutRequestId } of open) {
      await this.lane.simulator.answer(checkoutRequestId, "pay").catch(() => undefined);
    }
    return open.length > 0;
  }

  async status(): Promise<string | null> {
    const answer = await this.lane.call("GET", `/api/orders/${this.orderId}/status`);
    return answer?.status === 200 ? statusShape.parse(answer.body).status : null;
  }

  age(seconds: number): Promise<void> {
    return this.lane.age(this.orderId, seconds);
  }

  /** Waits until the armed trouble came and went; without one within seconds it was never reached. */
  async endTrouble(): Promise<void> {
    const endsAtMs = performance.now() + REACH_TIMEOUT_MS;
    while (!this.isReached && performance.now() < endsAtMs) await sleep(PAUSE_MS);
    this.isOver = true;
    await this.trouble;
    this.lane.host.disarm();
    await this.lane.untilQuiet();
  }
}

const ACTIONS: Record<Trouble, Arm["action"]> = {
  kill: "kill",
  "database gone": "hold",
  hang: "freeze",
};

/** Whether posting the form again would bring nothing else. */
function isFinal(answer: Answer | null): boolean {
  const parsed = startShape.safeParse(answer?.body);
  if (answer?.status !== 200 || !parsed.success) return false;
  const { ok, reason } = parsed.data;
  return ok || (reason !== "mpesa_unavailable" && reason !== "too_many_prompts");
}
