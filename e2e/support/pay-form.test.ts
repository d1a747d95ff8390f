import { describe, expect, it } from "vitest";
import { fillPayForm, readPayForm } from "./pay-form";

const page = (more = "") => `<main><form action=""><input type="hidden" name="other"/></form>
  <form class="x" action="" enctype="multipart/form-data" method="POST">
  <input type="hidden" name="$ACTION_1:0" value="{&quot;id&quot;:&quot;a&amp;b&quot;}"/>
  <input type="hidden" name="submissionId" value="s-1"/>${more}
  <input id="p" name="phoneNumber" type="tel" value=""/></form></main>`;

describe("readPayForm", () => {
  it("reads the hidden fields of the pay form alone, decoded", () => {
    expect(readPayForm(page())).toEqual({
      fields: [
        ["$ACTION_1:0", '{"id":"a&b"}'],
        ["submissionId", "s-1"],
      ],
      despiteAttemptId: null,
    });
  });

  it("knows the explicit step by the attempt that it names", () => {
    const named = page('<input type="hidden" name="despiteAttemptId" value="att_1"/>');
    expect(readPayForm(named)?.despiteAttemptId).toBe("att_1");
  });

  it("answers null where no form is shown", () => {
    expect(readPayForm("<main>Paid</main>")).toBeNull();
  });
});

it("a filled form carries every field and the number", async () => {
  const form = readPayForm(page());
  if (form === null) throw new Error("no form");
  const { body, contentType } = await fillPayForm(form, "0712345678");
  const sent = await new Response(new Uint8Array(body), {
    headers: { "content-type": contentType },
  }).formData();
  expect(sent.get("submissionId")).toBe("s-1");
  expect(sent.get("phoneNumber")).toBe("0712345678");
});
