import { expect, it } from "vitest";
import { html } from "./html";

it.each([
  ["text", html`<p>${"Tea"}</p>`, "<p>Tea</p>"],
  [
    "markup in a text",
    html`<p>${"<script>alert('1')</script> & co"}</p>`,
    "<p>&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; co</p>",
  ],
  [
    "a quote in an attribute",
    html`<a title="${'"><b>'}"></a>`,
    '<a title="&quot;&gt;&lt;b&gt;"></a>',
  ],
  ["markup within markup", html`<p>${html`<b>${"<"}</b>`}</p>`, "<p><b>&lt;</b></p>"],
  ["a list", html`${["a", "b"].map((text) => html`<li>${text}</li>`)}`, "<li>a</li><li>b</li>"],
  ["nothing", html`<p>${null}${false}</p>`, "<p></p>"],
])("writes %s", (_name, made, expected) => {
  expect(made.html).toBe(expected);
});
