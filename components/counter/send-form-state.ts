import type { CounterProblem } from "@/lib/counter/model";

/** What the action answers to the form that sends once more. */
export type SendFormState = { problem: CounterProblem | null; phoneNumber: string };

export type SendAction = (previous: SendFormState, form: FormData) => Promise<SendFormState>;
