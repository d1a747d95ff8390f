import { handleCancel } from "@/lib/http/api-cancel";
import { runtime } from "@/lib/runtime";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ id: string }> };

const answer = async (request: Request, { params }: Context) =>
  handleCancel(runtime(), request, (await params).id);

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT };
