import { make } from "./dom.js";

function field(tag, more) {
  return {
    draw: (question, value, tell, survey) =>
      make(tag, {
        ...more,
        ...survey.naming(question),
        maxlength: question.longest,
        value: value.text || "",
        oninput: (event) => tell(event.target.value.trim() ? { text: event.target.value } : {}),
      }),
  };
}

export const short = field("input", { type: "text" });
export const long = field("textarea", { rows: 4 });
