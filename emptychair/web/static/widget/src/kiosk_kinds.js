import { choices, pictures } from "./choices.js";
import { contact } from "./contact.js";
import { FURTHER_CSS } from "./further_look.js";
import { addLook } from "./look.js";
import { matrix } from "./matrix.js";
import { ranking } from "./ranking.js";
import { consent, day, number, statement } from "./small.js";
import { KINDS } from "./survey.js";

export function allKinds() {
  addLook(FURTHER_CSS, []);
  Object.assign(KINDS, { choices, pictures, contact, matrix, ranking, consent, day, number, statement });
}
