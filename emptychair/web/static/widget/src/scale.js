import { make, drawn } from "./dom.js";

const STAR = "M12 3l2.8 5.9 6.2.8-4.6 4.4 1.2 6.4L12 17.3l-5.6 3.2 1.2-6.4L3 9.7l6.2-.8z";
const RING = "M2.5 12a9.5 9.5 0 1 0 19 0a9.5 9.5 0 1 0-19 0";

function face(turn, count) {
  const bend = count > 1 ? 5 * ((turn / (count - 1)) * 2 - 1) : 0;
  const side = 15.5 - bend / 2.5;
  return drawn("0 0 24 24", [RING, "M8.5 9.5v.6M15.5 9.5v.6", `M8 ${side} Q12 ${side + bend} 16 ${side}`], "face");
}

function onStep(question, label, turn) {
  const count = question.steps.length;
  if (question.look === "stars") return [drawn("0 0 24 24", [STAR], "star"), make("b", {}, label)];
  if (question.look === "faces") return [face(turn, count), make("b", {}, label)];
  const meaning = turn === 0 ? question.low : turn === count - 1 ? question.high : "";
  return [label, meaning ? make("span", { class: "hide" }, ` ${meaning}`) : null];
}

// The points of a scale as radio buttons: arrows move, space chooses.
export function points(question, name, chosen, choose) {
  const count = question.steps.length;
  return make(
    "div",
    { class: `scale n${count} ${question.look || ""}` },
    question.steps.map(([value, label], turn) =>
      make(
        "label",
        {},
        make("input", { type: "radio", name, value, checked: chosen === value, onchange: () => choose(value) }),
        make("span", {}, onStep(question, label, turn)),
      ),
    ),
  );
}

export function ends(question) {
  if (!question.low || question.look === "faces") return null;
  return make("p", { class: "ends", "aria-hidden": "true" }, make("span", {}, question.low), make("span", {}, question.high));
}

export const scale = {
  group: true,
  draw: (question, value, tell, survey) => [
    points(question, survey.name(question), value.number, (number) => tell({ number })),
    ends(question),
  ],
};
