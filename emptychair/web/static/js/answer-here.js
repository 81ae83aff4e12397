/* Somebody came by a number in a mail. Programs follow such links too, so the number counts only
   when this page sees a person: a hand, a finger or a key while the page lies open. Then it says so
   to our server, once, and the person need not press anything. Without this script the button does
   it. Nothing else is noted: not where, not what. */
(() => {
  const form = document.querySelector("form[data-confirm-to]");
  if (!form || navigator.webdriver) return;
  const NEEDED = 1500, STEP = 250;
  const told = document.querySelector("[data-confirmed]");
  const button = form.querySelector("[data-words-after]");
  const chosen = () => new FormData(form).get(form.dataset.scoreField || "score");
  let seen = 0, person = false, done = null, moves = 0, sending = false, leaves = false;

  const body = () => {
    const data = new FormData();
    data.set("score", chosen());
    data.set("stamp", form.dataset.stamp);
    data.set("language", document.documentElement.lang);
    return data;
  };
  const show = () => {
    if (told) told.hidden = false;
    if (button) button.textContent = button.dataset.wordsAfter;
  };
  const tell = async () => {
    const score = chosen();
    if (!person || sending || leaves || seen < NEEDED || score === null || score === done) return;
    sending = true;
    try {
      const answer = await fetch(form.dataset.confirmTo, { method: "POST", body: body(), keepalive: true, credentials: "omit" });
      if (answer.status === 204) { done = score; show(); }
    } catch { /* no line now: the next sign tries again, and the button remains */ }
    sending = false;
  };
  const sign = (event) => {
    if (!event.isTrusted) return;
    if (event.type === "pointermove" && (moves += 1) < 3) return;
    person = true;
    tell();
  };
  for (const kind of ["pointerdown", "pointermove", "touchstart", "touchmove", "keydown", "wheel"]) {
    document.addEventListener(kind, sign, { passive: true, capture: true });
  }
  form.addEventListener("change", tell);
  form.addEventListener("submit", () => { leaves = true; });
  setInterval(() => {
    if (document.visibilityState !== "visible") return;
    seen += STEP;
    tell();
  }, STEP);
  addEventListener("pagehide", () => {
    if (person && !leaves && done === null && seen >= 1000 && chosen() !== null) {
      navigator.sendBeacon(form.dataset.confirmTo, body());
    }
  });
})();
