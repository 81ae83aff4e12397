import { make, fill } from "./dom.js";

// The way out for staff: a PIN that only the server knows.
export function pinDialog(config, place, { waiting, send, left }) {
  const words = config.words;
  const note = make("p", { class: "wrong", role: "alert" });
  const pin = make("input", { id: "pin", type: "password", inputmode: "numeric", autocomplete: "off", maxlength: 8 });
  const dialog = make("dialog", { class: "staff", "aria-label": words.staff });
  const shut = () => dialog.close();
  dialog.addEventListener("close", () => dialog.remove());
  const told = { 429: words.busy, 403: words.wrong_pin };
  async function leave(event) {
    event.preventDefault();
    note.textContent = "";
    try {
      const body = new URLSearchParams({ pin: pin.value });
      const answer = await fetch(`${place}leave/`, { method: "POST", body, credentials: "omit" });
      if (answer.ok) left(shut);
      else note.textContent = told[answer.status] || words.wrong_pin;
    } catch {
      note.textContent = words.no_line;
    }
    pin.value = "";
  }
  dialog.append(
    make(
      "form",
      { onsubmit: leave },
      make("h2", {}, words.staff),
      make("p", { class: "note" }, fill(words.waiting, { count: waiting() })),
      make("label", { for: "pin" }, words.pin),
      pin,
      note,
      make(
        "p",
        { class: "do" },
        make("button", { type: "button", onclick: shut }, words.again),
        make("button", { class: "main" }, words.leave),
      ),
    ),
  );
  send();
  return dialog;
}
