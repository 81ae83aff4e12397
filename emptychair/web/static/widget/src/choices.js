import { make } from "./bridge.js";

// One or several, with words of one's own, and one that excludes the others.
function drawChoices(question, value, tell, survey) {
  const many = question.most > 1;
  let chosen = [...(value.choices || [])];
  let words = value.text || "";
  const say = () => {
    const other = question.options.find((one) => one.other);
    const text = other && chosen.includes(other.key) ? words : "";
    tell({ choices: chosen, ...(text ? { text } : {}) });
  };
  const box = make("div", { class: "choices" });
  const choose = (one, isOn) => {
    if (!many) chosen = [one.key];
    else if (isOn && one.none) chosen = [one.key];
    else if (isOn) chosen = [...chosen.filter((key) => !question.options.find((other) => other.key === key).none), one.key];
    else chosen = chosen.filter((key) => key !== one.key);
    for (const input of box.querySelectorAll("input[value]:not(.other)")) input.checked = chosen.includes(input.value);
    say();
  };
  for (const one of survey.ordered(question, question.options)) {
    const input = make("input", {
      type: many ? "checkbox" : "radio",
      name: survey.name(question),
      checked: chosen.includes(one.key),
      onchange: (event) => choose(one, event.target.checked),
    });
    input.setAttribute("value", one.key);
    const picture = one.picture ? make("img", { src: survey.config.server + one.picture, alt: "", loading: "lazy" }) : null;
    box.append(make("label", {}, picture, input, make("span", {}, one.label)));
    if (!one.other) continue;
    box.append(
      make("input", {
        type: "text",
        class: "other",
        maxlength: 500,
        value: words,
        "aria-label": `${one.label}: ${survey.config.words.own}`,
        oninput: (event) => {
          words = event.target.value;
          if (words.trim() && !chosen.includes(one.key)) choose(one, true);
          else say();
        },
      }),
    );
  }
  return box;
}

function checkChoices(question, value) {
  const chosen = value.choices || [];
  if (!chosen.length) return "";
  const alone = question.options.some((one) => one.none && chosen.includes(one.key));
  if (chosen.length > question.most) return "too-many";
  return !alone && question.most > 1 && question.least && chosen.length < question.least ? "too-few" : "";
}

export const choices = { group: true, draw: drawChoices, check: checkChoices };
export const pictures = { group: true, draw: drawChoices, check: checkChoices };
