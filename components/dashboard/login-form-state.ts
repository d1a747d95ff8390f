import type { SignInProblem } from "@/lib/merchants/model";

/** What the sign-in action answers; the password is never given back. */
export type LoginFormState = { email: string; problem: SignInProblem | null };

export const UNSENT_LOGIN_FORM: LoginFormState = { email: "", problem: null };
