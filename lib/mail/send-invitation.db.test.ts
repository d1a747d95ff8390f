import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeTestMerchant, openTestRuntime } from "@/lib/merchants/fixtures/test-merchant";
import { openMailServer, readParts } from "./fixtures/mail-server";
import { sendInvitation } from "./send-invitation";

let server: Awaited<ReturnType<typeof openMailServer>>;
let runtime: Awaited<ReturnType<typeof openTestRuntime>>;

beforeEach(async () => {
  server = await openMailServer();
  runtime = await openTestRuntime({ SMTP_URL: server.url, MAIL_FROM: "m@malipo.test" });
});
afterEach(async () => {
  await runtime.close();
  await server.close();
});

const invitation = { to: "akinyi@duka.example", link: "https://m.test/invite/abc" };

async function invite(merchantName = "Duka") {
  const { merchantId } = await makeTestMerchant(runtime);
  const send = () =>
    sendInvitation(runtime, { merchantId, merchantName }, { ...invitation, language: "sw" });
  return { send };
}

describe("an invitation's mail", () => {
  it("brings the link, and a name as text whatever it holds", async () => {
    const { send } = await invite('<b>Duka</b>\r\nBcc: x@y.example "');
    expect(await send()).toBe("sent");
    const [letter] = server.letters;
    expect(letter?.to).toBe(invitation.to);
    const { text, html, headers } = readParts(letter?.data ?? "");
    expect(headers).not.toMatch(/^Bcc:/m);
    expect(text).toContain(invitation.link);
    expect(html).toContain(`<a href="${invitation.link}">`);
    expect(html).not.toContain("<b>");
  });

  it("says when it could not be sent", async () => {
    const { send } = await invite();
    server.state.manner = "refuse_letter";
    expect(await send()).toBe("not_sent");
  });

  it("goes out ten times an hour for one merchant, and for others all the same", async () => {
    const { send } = await invite();
    for (let count = 0; count < 10; count += 1) expect(await send()).toBe("sent");
    expect(await send()).toBe("too_many");
    const other = await invite();
    expect(await other.send()).toBe("sent");
    expect(server.letters).toHaveLength(11);
  });
});
