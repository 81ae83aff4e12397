import { make } from "./bridge.js";

// Tapped in order, then moved by buttons: no dragging is needed.
function drawRanking(question, value, tell, survey) {
  const words = survey.config.words;
  let order = [...(value.choices || [])];
  const list = make("ol", { class: "ranking" });
  const status = make("p", { class: "hide", role: "status" });
  const label = (key) => question.options.find((one) => one.key === key).label;
  const move = (key, by) => {
    const at = order.indexOf(key);
    if (at < 0) order.push(key);
    else if (order[at + by] !== undefined) [order[at], order[at + by]] = [order[at + by], order[at]];
    else if (by > 0 && at === order.length - 1) order = order.filter((one) => one !== key);
    show(key, by);
    tell({ choices: order });
    const place = order.indexOf(key) + 1;
    status.textContent = place ? words.placed.split("{name}").join(label(key)).split("{place}").join(place) : "";
  };
  const show = (key, by) => {
    const rest = survey.ordered(question, question.options).map((one) => one.key).filter((one) => !order.includes(one));
    const rows = [...order, ...rest].map((one) => {
      const place = order.indexOf(one) + 1;
      const up = make("button", { type: "button", "aria-label": `${words.up}: ${label(one)}`, onclick: () => move(one, -1) }, "↑");
      const down = make("button", { type: "button", "aria-label": `${words.down}: ${label(one)}`, onclick: () => move(one, 1) }, "↓");
      const row = make("li", {}, make("b", {}, place || "–"), make("span", {}, label(one)), up, place ? down : null);
      row.dataset.key = one;
      return row;
    });
    list.replaceChildren(...rows);
    const row = key && rows.find((one) => one.dataset.key === key);
    const buttons = row ? row.querySelectorAll("button") : [];
    if (buttons.length) (by > 0 ? buttons[buttons.length - 1] : buttons[0]).focus();
  };
  show();
  return [list, status];
}

function checkRanking(question, value) {
  const placed = (value.choices || []).length;
  const most = question.most || question.options.length;
  if (!placed) return "";
  if (placed > most) return "too-many";
  if (question.least) return placed < question.least ? "too-few" : "";
  return question.required && placed < most ? "not-all-ranked" : "";
}

export const ranking = { group: true, draw: drawRanking, check: checkRanking };
