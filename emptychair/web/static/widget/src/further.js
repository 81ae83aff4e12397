import { lend } from "./bridge.js";
import { choices, pictures } from "./choices.js";
import { contact } from "./contact.js";
import { FURTHER_CSS } from "./further_look.js";
import { matrix } from "./matrix.js";
import { ranking } from "./ranking.js";
import { consent, day, number, statement } from "./small.js";

window.emptychair.further((given) => {
  lend(given);
  given.addLook(FURTHER_CSS);
  Object.assign(given.KINDS, { choices, pictures, contact, matrix, ranking, consent, day, number, statement });
});
