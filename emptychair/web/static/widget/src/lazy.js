import { make, drawn } from "./dom.js";
import { addLook } from "./look.js";
import { points, ends } from "./scale.js";
import { KINDS } from "./survey.js";

let coming = null;

// Kinds of questions beyond scales and words come when a survey has one.
export function furtherKinds(server, roots) {
  if (!coming) {
    coming = new Promise((done, failed) => {
      window.emptychair.further = (bring) => {
        bring({ make, drawn, points, ends, KINDS, addLook: (text) => addLook(text, roots()) });
        done();
      };
      const script = make("script", { src: `${server}/w/questions.js`, async: true });
      script.onerror = () => {
        coming = null;
        script.remove();
        failed(new Error("questions"));
      };
      document.head.append(script);
    });
  }
  return coming;
}
