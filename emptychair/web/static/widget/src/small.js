import { make } from "./bridge.js";

// Numbers and days are taken as they are typed in Japan too, in wide letters.
const plain = (text) => text.normalize("NFKC").trim().replace(/[ー−]/g, "-");

export const number = {
  draw: (question, value, tell, survey) => {
    const typed = survey.typed[question.key];
    return make("input", {
      type: "text",
      inputmode: "decimal",
      class: "short-field",
      maxlength: 30,
      autocomplete: "off",
      ...survey.naming(question),
      value: typed !== undefined ? typed : value.number === undefined ? "" : String(value.number),
      oninput: (event) => {
        const words = plain(event.target.value).replace(/,/g, "");
        const found = Number(words);
        survey.typed[question.key] = event.target.value;
        tell(words && Number.isFinite(found) ? { number: found } : {});
      },
    });
  },
  check: (question, value, survey) => {
    if (value.number === undefined) return (survey.typed[question.key] || "").trim() ? "not-a-number" : "";
    if (question.least !== undefined && value.number < question.least) return "too-small";
    return question.most !== undefined && value.number > question.most ? "too-large" : "";
  },
};

export const day = {
  draw: (question, value, tell, survey) =>
    make("input", {
      type: "date",
      class: "short-field",
      ...survey.naming(question),
      value: value.text || "",
      oninput: (event) => tell(event.target.value ? { text: event.target.value } : {}),
    }),
};

export const consent = {
  plain: true,
  own: true,
  draw: (question, value, tell, survey) =>
    make(
      "label",
      {},
      make("input", { type: "checkbox", ...survey.naming(question), checked: value.number === 1, onchange: (event) => tell({ number: event.target.checked ? 1 : 0 }) }),
      make("span", {}, survey.say(question.title), question.required ? null : make("small", {}, ` ${survey.config.words.optional}`)),
    ),
  check: (question, value) => (question.required && value.number !== 1 ? "must-agree" : ""),
};

export const statement = {
  plain: true,
  draw: (question, value, tell, survey) => [
    make("p", { class: "title" }, survey.say(question.title)),
    question.help ? make("p", { class: "help" }, survey.say(question.help)) : null,
  ],
};
