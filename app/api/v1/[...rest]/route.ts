import { apiError } from "@/lib/http/api-error";

export const dynamic = "force-dynamic";

/** Any other address below the API: 404 in its own shape, not a page. */
const answer = () => apiError("not_found", "There is no such address in the API.");

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT };
