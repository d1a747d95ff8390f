import { expect, test } from "./support/fixtures";
import { MerchantApi } from "./support/api";
import { startMany } from "./support/many-payments";

// A database of its own, so that nobody else renews the token meanwhile.
test.use({ ownStackOptions: { processes: 2 } });

const PUSHES = 20;

for (const { name, forget } of [
  { name: "Safaricom has forgotten the token", forget: "by Safaricom" },
  { name: "the token has expired", forget: "by the clock" },
] as const) {
  test(`20 pushes at once on two processes, ${name}: it is renewed once and no push fails`, async ({
    api,
    newPhone,
    ownStack,
    simulator,
    stack,
    witness,
  }) => {
    const apis = (ownStack?.apps ?? []).map(({ url }) => new MerchantApi(url, stack.access.apiKey));
    expect(apis).toHaveLength(2);
    await startMany(api, { count: 1, newPhone });
    const before = await witness.tokenGeneration();
    expect(before).toBeGreaterThan(0);

    if (forget === "by Safaricom") await simulator.reset();
    else await witness.expireAccessTokens();
    // A second token would kill the first, and with it the pushes that carry it.
    await simulator.setFaults({
      oauth: { newTokenKillsOld: true },
      autoAnswer: { pay: 1 },
      answerDelayMs: [0, 500],
    });
    const started = await startMany(api, { count: PUSHES, newPhone, apis, atOnce: PUSHES });

    expect(await witness.tokenGeneration()).toBe(before + 1);
    expect(await simulator.prompts()).toHaveLength(forget === "by Safaricom" ? PUSHES : PUSHES + 1);
    for (const { orderId } of started) {
      const [attempt] = (await api.getOrder(orderId)).attempts;
      expect(attempt?.push).toBe("accepted");
      await expect.poll(async () => (await api.getOrder(orderId)).status).toBe("paid");
    }
    expect(await witness.tokenGeneration()).toBe(before + 1);
  });
}
