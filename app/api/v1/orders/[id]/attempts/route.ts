import { after } from "next/server";
import { handleAttempts } from "@/lib/http/api-attempts";
import { runtime } from "@/lib/runtime";

export const dynamic = "force-dynamic";
/** A token and a push, each with its own deadline. */
export const maxDuration = 30;

type Context = { params: Promise<{ id: string }> };

const answer = async (request: Request, { params }: Context) =>
  handleAttempts(runtime(), request, (await params).id, { defer: after });

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT };
