import { make, points, ends } from "./bridge.js";

// A scale for each line, one below the other: readable on a phone.
export const matrix = {
  group: true,
  draw: (question, value, tell, survey) => {
    const cells = { ...(value.cells || {}) };
    const rows = survey.ordered(question, question.rows).map((row) =>
      make(
        "fieldset",
        {},
        make("legend", {}, row.label),
        points(question, survey.name(question, row.key), cells[row.key], (number) => {
          cells[row.key] = number;
          tell({ cells: { ...cells } });
        }),
      ),
    );
    return [make("div", { class: "matrix" }, rows), ends(question)];
  },
  check: (question, value) => {
    const said = Object.keys(value.cells || {}).length;
    return question.required && said < question.rows.length ? "row-missing" : "";
  },
};
