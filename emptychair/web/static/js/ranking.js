// Ranking by buttons beside the lists of places, which do without any script.
"use strict";

for (const list of document.querySelectorAll(".ranking")) {
  const status = list.nextElementSibling;
  const rows = () => [...list.children];
  const select = (row) => row.querySelector("select");
  const name = (row) => row.querySelector("label").textContent;
  const say = (row, place) => {
    status.textContent = list.dataset.said.replace("{name}", name(row)).replace("{place}", place);
  };
  const number = () => rows().forEach((row, turn) => { select(row).value = String(turn + 1); });

  const move = (row, step, button) => {
    const other = rows()[rows().indexOf(row) + step];
    if (other) step < 0 ? other.before(row) : other.after(row);
    number();
    button.focus();
    say(row, rows().indexOf(row) + 1);
  };

  for (const row of rows()) {
    for (const [step, words, sign] of [[-1, list.dataset.up, "↑"], [1, list.dataset.down, "↓"]]) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: sign });
      button.setAttribute("aria-label", `${words}: ${name(row)}`);
      button.addEventListener("click", () => move(row, step, button));
      row.append(button);
    }
    let before = select(row).value;
    select(row).addEventListener("focus", () => { before = select(row).value; });
    select(row).addEventListener("change", () => {
      const twin = rows().find((one) => one !== row && select(one).value === select(row).value);
      if (twin && select(row).value) select(twin).value = before; // places are swapped, none is given twice
      before = select(row).value;
    });
  }
}
