"use strict";

const POLL_MS = 1000;
const REMEMBERED = "malipo-simulator-phone";
const STATES = {
  open: "Waiting for PIN",
  paid: "Paid",
  cancelled: "Cancelled",
  wrong_pin: "Wrong PIN",
  timed_out: "No answer",
  insufficient_balance: "Balance too low",
};

// Beside a shop the phone stands for whoever was prompted last: nobody there has to pick one up.
const isFramed = window.parent !== window;
document.documentElement.classList.toggle("framed", isFramed);

const part = (id) => document.getElementById(id);
const shown = {}; // what each part was last drawn from, so that polling never disturbs a reader
let number = new URLSearchParams(location.search).get("number") ?? remembered();
let promptId = null;
let followed = null; // the prompt that this phone changed hands for
let sent = null; // the prompt that was answered here, hidden before the next poll says so

part("number").value = number === "" ? "" : localSpelling(number);
part("number-form").addEventListener("submit", (event) => {
  event.preventDefault();
  void pickUp(part("number").value.trim());
});
part("prompt").addEventListener("submit", (event) => {
  event.preventDefault();
  const pin = part("pin").value;
  if (pin === "") part("pin").focus();
  else void answer({ pin }, "Sent. Wait for the M-PESA message.");
});
part("elsewhere").addEventListener("click", () => void pickUp(part("elsewhere").dataset.msisdn));
part("keys").append(...keypad(part("pin")));
part("cancel").addEventListener("click", () => void answer({ cancel: true }, "You cancelled."));
part("chooser").open = number === "" && !isFramed;
drawHint();
void poll();

async function poll() {
  await refresh();
  setTimeout(() => void poll(), POLL_MS);
}

async function refresh() {
  const asked = number;
  try {
    const response = await fetch(`/_phone/state?number=${encodeURIComponent(asked)}`);
    if (asked !== number) return;
    if (response.status === 400) forget();
    else draw(await response.json());
    part("offline").hidden = true;
  } catch {
    part("offline").hidden = false;
  }
}

async function pickUp(text) {
  const response = await fetch(`/_phone/state?number=${encodeURIComponent(text)}`).catch(
    () => null,
  );
  const error = part("number-error");
  if (!response) return;
  if (text === "" || !response.ok) {
    error.textContent = "Enter a Kenyan mobile number, such as 0712 345 678.";
    part("number").setAttribute("aria-invalid", "true");
    return;
  }
  error.textContent = "";
  part("number").removeAttribute("aria-invalid");
  const state = await response.json();
  number = state.phone.msisdn;
  part("number").value = localSpelling(number);
  part("chooser").open = false;
  remember(number);
  part("note").textContent = "";
  promptId = null;
  draw(state);
}

async function answer(how, note) {
  if (!promptId) return;
  const id = promptId;
  sent = id;
  closePrompt();
  const response = await fetch("/_phone/answer", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ checkoutRequestId: id, ...how }),
  }).catch(() => null);
  if (response) {
    part("note").textContent = response.ok ? note : "Too late: the request is no longer open.";
    part("messages").focus({ preventScroll: true });
  } else sent = null;
  await refresh();
}

function draw(state) {
  part("clock").textContent = time(Date.now());
  part("pin-hint").textContent = `Every simulated phone has the PIN ${state.pin}.`;
  const { phone } = state;
  if (phone) {
    number = phone.msisdn;
    part("owner").textContent = localSpelling(phone.msisdn);
    part("choose").textContent = "Use another number";
    part("balance").textContent = `KES ${money(phone.balanceKes)}`;
    part("network").textContent = phone.reachable ? "Simulated" : "No signal";
    drawPrompt(phone.prompt);
    onChange("messages", phone.messages, drawMessages);
  }
  onChange("recent", state.recent, drawRecent);
  drawElsewhere(state.recent.find(({ state, msisdn }) => state === "open" && msisdn !== number));
}

function drawPrompt(prompt) {
  if (!prompt || prompt.checkoutRequestId === sent) return closePrompt();
  part("seconds").textContent = `${prompt.secondsLeft} s`;
  if (promptId === prompt.checkoutRequestId) return;
  promptId = prompt.checkoutRequestId;
  part("prompt-text").textContent = prompt.text;
  part("pin").value = "";
  part("note").textContent = "Payment request on the screen.";
  part("scrim").hidden = false;
  // A phone beside a shop must not take the focus out of it.
  if (document.hasFocus() && document.activeElement !== part("number")) {
    part("pin").focus({ preventScroll: true });
  }
}

function closePrompt() {
  if (promptId && promptId !== sent) part("note").textContent = "The payment request has ended.";
  promptId = null;
  part("scrim").hidden = true;
}

function drawMessages(messages) {
  if (messages.length > 0 && shown.newest === number) part("note").textContent = "New message.";
  shown.newest = number;
  part("no-messages").hidden = messages.length > 0;
  drawHint();
  const items = messages.map(({ text, at }) =>
    element("li", "", [element("time", "", [`MPESA · ${time(at)}`]), text]),
  );
  part("messages").replaceChildren(...items);
}

function drawHint() {
  part("hint").textContent =
    number === ""
      ? "Pay in the shop with any Safaricom number: the request appears here."
      : "No messages yet. Pay in the shop with this number: the request appears here.";
}

/** A prompt on another phone than the one in hand is easy to miss: it gets a button at the top. */
function drawElsewhere(prompt) {
  const isFree = isFramed && !promptId && document.activeElement !== part("number");
  if (prompt && isFree && prompt.checkoutRequestId !== followed) {
    followed = prompt.checkoutRequestId;
    void pickUp(prompt.msisdn);
    return;
  }
  part("elsewhere").hidden = !prompt;
  if (!prompt) return;
  part("elsewhere").dataset.msisdn = prompt.msisdn;
  const who = localSpelling(prompt.msisdn);
  part("elsewhere").textContent = `${who} is asked for KES ${money(prompt.amountKes)}: pick up`;
}

function drawRecent(prompts) {
  part("no-recent").hidden = prompts.length > 0;
  const focused = document.activeElement?.dataset?.id;
  const items = prompts.map((prompt) => {
    const button = element("button", "", [
      element("span", "who", [localSpelling(prompt.msisdn)]),
      element("span", "amount", [`KES ${money(prompt.amountKes)}`]),
      element("span", "what", [`${prompt.shop} · ${prompt.accountReference} · ${time(prompt.at)}`]),
      element("span", `state ${prompt.state}`, [STATES[prompt.state]]),
    ]);
    button.type = "button";
    button.dataset.id = prompt.checkoutRequestId;
    if (prompt.msisdn === number) button.setAttribute("aria-current", "true");
    button.addEventListener("click", () => void pickUp(prompt.msisdn));
    return element("li", "", [button]);
  });
  part("recent").replaceChildren(...items);
  if (focused) part("recent").querySelector(`[data-id="${focused}"]`)?.focus();
  if (number === "" && prompts[0]?.state === "open") void pickUp(prompts[0].msisdn); // nobody chose yet
}

function onChange(name, value, redraw) {
  const text = JSON.stringify([number, value]);
  if (shown[name] === text) return;
  shown[name] = text;
  redraw(value);
}

function element(tag, className, children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

function localSpelling(msisdn) {
  return msisdn.replace(/^254(\d{3})(\d{3})(\d{3})$/, "0$1 $2 $3");
}

function money(kes) {
  return kes.toLocaleString("en", { minimumFractionDigits: 2 });
}

function time(at) {
  const options = { hour: "2-digit", minute: "2-digit", timeZone: "Africa/Nairobi" };
  return new Date(at).toLocaleTimeString("en-GB", options);
}

function forget() {
  number = "";
  part("chooser").open = true;
  part("number-error").textContent = "Enter a Kenyan mobile number, such as 0712 345 678.";
}

function remembered() {
  try {
    return localStorage.getItem(REMEMBERED) ?? "";
  } catch {
    return ""; // storage may be switched off
  }
}

function remember(msisdn) {
  try {
    localStorage.setItem(REMEMBERED, msisdn);
  } catch {
    // the number then lasts as long as the page
  }
}
