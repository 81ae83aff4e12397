import { make } from "./bridge.js";

const EMAIL = /^[^@\s<>,;]+@[^@\s<>,;.]+(\.[^@\s<>,;.]+)+$/;
const PHONE = /^[+(]?\d[\d\s()./‐ー−-]{4,29}$/;
const narrow = (text) => text.normalize("NFKC").trim();

export const contact = {
  group: true,
  draw: (question, value, tell, survey) => {
    const cells = { ...(value.cells || {}) };
    return make(
      "div",
      { class: "contact" },
      question.rows.map((part) => {
        const id = survey.name(question, part.key);
        const take = (event) => {
          const words = event.target.value.trim();
          if (words) cells[part.key] = ["email", "phone"].includes(part.key) ? narrow(words) : words;
          else delete cells[part.key];
          tell(Object.keys(cells).length ? { cells: { ...cells } } : {});
        };
        const field = { id, name: id, type: part.type, autocomplete: part.autocomplete, maxlength: 500, value: cells[part.key] || "", oninput: take };
        return [make("label", { for: id }, part.label), make("input", field)];
      }),
    );
  },
  check: (question, value) => {
    const { email, phone } = value.cells || {};
    if (email && !EMAIL.test(email)) return "not-an-address";
    if (phone && !PHONE.test(phone)) return "not-a-phone";
    return question.required && !email && !phone ? "contact-missing" : "";
  },
};
