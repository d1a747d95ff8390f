import { createServer, type IncomingMessage } from "node:http";
import { z } from "zod";
import { freePort } from "@/db/free-port";

/** What a callback about a push needs. */
export type TakenPush = {
  callbackUrl: string;
  merchantRequestId: string;
  checkoutRequestId: string;
  amountKes: number;
};

const pushShape = z.object({
  CallBackURL: z.string(),
  AccountReference: z.string(),
  Amount: z.coerce.number(),
});

function readText(request: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    request.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
    request.once("end", () => resolve(text));
  });
}

/**
 * A Safaricom whose customers all take their time: it accepts every push, keeps its callback address,
 * answers every query with "in progress", and calls nobody back. Daraja's own paths (daraja.md, 2).
 */
export async function openPatientDaraja(): Promise<{
  url: string;
  /** By account reference. */
  pushes: ReadonlyMap<string, TakenPush>;
  close: () => Promise<void>;
}> {
  const pushes = new Map<string, TakenPush>();

  const takePush = (body: string) => {
    const push = pushShape.parse(JSON.parse(body));
    const number = pushes.size + 1;
    const merchantRequestId = `bench-${number}`;
    const checkoutRequestId = `ws_CO_BENCH${number}`;
    pushes.set(push.AccountReference, {
      callbackUrl: push.CallBackURL,
      merchantRequestId,
      checkoutRequestId,
      amountKes: push.Amount,
    });
    return {
      MerchantRequestID: merchantRequestId,
      CheckoutRequestID: checkoutRequestId,
      ResponseCode: "0",
      ResponseDescription: "Success. Request accepted for processing",
      CustomerMessage: "Success. Request accepted for processing",
    };
  };

  const answer = (path: string, body: string): { status: number; json: unknown } => {
    if (path.startsWith("/oauth/")) {
      return { status: 200, json: { access_token: "bench", expires_in: "3599" } };
    }
    if (path === "/mpesa/stkpush/v1/processrequest") return { status: 200, json: takePush(body) };
    const errorMessage = "The transaction is being processed";
    return { status: 500, json: { requestId: "bench", errorCode: "500.001.1001", errorMessage } };
  };

  const server = createServer((request, response) => {
    void readText(request).then((body) => {
      const { status, json } = answer(request.url ?? "", body);
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(json));
    });
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${port}`,
    pushes,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
