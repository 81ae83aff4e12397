import { make, fill } from "./dom.js";
import { isEmpty, shown, endings, pipe, inOrder } from "./logic.js";
import { scale } from "./scale.js";
import { short, long } from "./words.js";

export const KINDS = { scale, short, long };

// Draws a survey into `root`, page by page. `told(state)` hears every change, `ended(state)` the end.
export class Survey {
  constructor(root, config, { seed, answers, page, known, hidden, told, ended }) {
    Object.assign(this, { root, config, seed, told, ended });
    this.answers = answers || {};
    this.facts = { known: known || {}, hidden: hidden || {} };
    this.here = page || "";
    this.typed = {};
    this.isOver = false;
  }

  needs() {
    return this.config.pages.some((page) => (page.questions || []).some((one) => !(one.shape in KINDS)));
  }

  say(text) {
    return pipe(text, this.config, this.answers, this.facts);
  }

  name(question, part) {
    return `q-${question.key}${part ? `-${part}` : ""}`;
  }

  naming(question) {
    const described = this.explained(question);
    return { id: this.name(question), name: this.name(question), ...described };
  }

  explained(question) {
    const name = this.name(question);
    const parts = [question.help ? `${name}-help` : "", this.problems[question.key] ? `${name}-wrong` : ""];
    const ids = parts.filter(Boolean).join(" ");
    return { "aria-describedby": ids || null, "aria-invalid": this.problems[question.key] ? "true" : null };
  }

  ordered(question, options) {
    return inOrder(question, options, this.seed);
  }

  start() {
    this.problems = {};
    const { pages } = shown(this.config, this.answers, this.facts);
    if (!pages.some((one) => one.page.key === this.here)) this.here = pages.length ? pages[0].page.key : "";
    this.draw();
  }

  draw() {
    const words = this.config.words;
    const { pages } = shown(this.config, this.answers, this.facts);
    const number = Math.max(pages.findIndex((one) => one.page.key === this.here), 0);
    const { page, questions } = pages[number] || { page: {}, questions: [] };
    const title = this.say(page.title);
    this.blocks = new Map();
    this.list = make("div", { class: "questions" });
    this.form = make(
      "form",
      { novalidate: true, onsubmit: (event) => this.next(event) },
      title ? make("h2", { class: "where", tabindex: "-1" }, title) : null,
      pages.length > 1
        ? make("p", { class: "count" }, fill(words.where, { number: number + 1, count: pages.length }))
        : null,
      this.list,
      make("p", { class: "trap", "aria-hidden": "true" }, make("input", { name: "website", tabindex: "-1", autocomplete: "off" })),
      make(
        "p",
        { class: "do" },
        number ? make("button", { type: "button", class: "plain", onclick: () => this.back() }, words.back) : null,
        (this.go = make("button", { class: "main" }, number < pages.length - 1 ? words.next : words.send)),
      ),
    );
    this.place(questions);
    this.root.replaceChildren(this.form);
  }

  // Puts the questions of this page in order, and leaves alone those that stand there already.
  place(questions) {
    let last = null;
    for (const question of questions) {
      if (!this.blocks.has(question.key)) this.blocks.set(question.key, this.block(question));
      const block = this.blocks.get(question.key);
      if (last ? last.nextSibling !== block : this.list.firstChild !== block) {
        if (last) last.after(block);
        else this.list.prepend(block);
      }
      last = block;
    }
    for (const [key, block] of this.blocks) {
      if (!questions.some((one) => one.key === key)) {
        block.remove();
        this.blocks.delete(key);
      }
    }
  }

  block(question) {
    const kind = KINDS[question.shape];
    const name = this.name(question);
    const wrong = this.problems[question.key];
    const title = [this.say(question.title), question.required || kind.plain ? null : make("small", {}, ` ${this.config.words.optional}`)];
    const hints = [
      question.help ? make("p", { class: "help", id: `${name}-help` }, this.say(question.help)) : null,
      wrong ? make("p", { class: "wrong", id: `${name}-wrong` }, wrong) : null,
    ];
    const tell = (value) => this.change(question, value);
    const inside = kind.draw(question, this.answers[question.key] || {}, tell, this);
    if (kind.plain) return make("div", { class: `question as-${question.shape}` }, inside, kind.own ? hints : null);
    if (!kind.group) return make("div", { class: "question" }, make("label", { class: "title", for: name }, title), hints, inside);
    return make(
      "fieldset",
      { class: `question as-${question.shape}`, "aria-describedby": this.explained(question)["aria-describedby"] },
      make("legend", { class: "title" }, title),
      hints,
      inside,
    );
  }

  change(question, value) {
    if (isEmpty(value)) delete this.answers[question.key];
    else this.answers[question.key] = value;
    const { pages } = shown(this.config, this.answers, this.facts);
    const here = pages.find((one) => one.page.key === this.here);
    if (here) this.place(here.questions);
    const at = pages.indexOf(here);
    this.go.textContent = at < pages.length - 1 ? this.config.words.next : this.config.words.send;
    if (this.told) this.told(this.state());
  }

  wrongOn(questions) {
    const found = {};
    for (const question of questions) {
      const kind = KINDS[question.shape];
      const value = this.answers[question.key] || {};
      const says = question.says || {};
      const code = kind.check ? kind.check(question, value, this) : "";
      const problem = code || (question.required && isEmpty(value) ? "required" : "");
      if (problem) found[question.key] = says[problem] || says.required || this.config.words.wrong;
    }
    return found;
  }

  next(event) {
    if (event) event.preventDefault();
    const { pages } = shown(this.config, this.answers, this.facts);
    const number = pages.findIndex((one) => one.page.key === this.here);
    this.problems = number < 0 ? {} : this.wrongOn(pages[number].questions);
    const first = Object.keys(this.problems)[0];
    if (first) {
      this.draw();
      const target = this.blocks.get(first).querySelector("input,textarea,select,button");
      if (target) target.focus();
      return;
    }
    if (number >= 0 && number < pages.length - 1) this.turn(pages[number + 1].page.key);
    else this.end();
  }

  back() {
    const { pages } = shown(this.config, this.answers, this.facts);
    const number = pages.findIndex((one) => one.page.key === this.here);
    if (number > 0) this.turn(pages[number - 1].page.key);
  }

  turn(key) {
    this.here = key;
    this.problems = {};
    this.draw();
    const target = this.form.querySelector("h2,input:not([name=website]),textarea,select");
    if (target) target.focus();
    this.root.scrollTop = 0;
    if (this.told) this.told(this.state());
  }

  end() {
    this.isOver = true;
    const state = this.state();
    const said = endings(this.config, this.answers, this.facts);
    const parts = said.map((one) => [
      make("h2", { tabindex: "-1" }, this.say(one.title) || this.config.words.thanks),
      one.text ? make("p", {}, this.say(one.text)) : null,
      one.link && one.button ? make("p", { class: "do" }, make("a", { class: "main", href: one.link, target: "_blank", rel: "noopener" }, this.say(one.button))) : null,
    ]);
    const shownParts = parts.length ? parts.flat() : [make("h2", { tabindex: "-1" }, this.config.words.thanks)];
    this.note = make("p", { class: "note", role: "status" });
    this.root.replaceChildren(make("div", { class: "thanks" }, shownParts, this.note));
    this.ended(state);
    this.root.querySelector("h2").focus();
  }

  state() {
    const trap = this.form && this.form.querySelector("[name=website]");
    const { standing } = shown(this.config, this.answers, this.facts);
    return { answers: standing, page: this.here, finished: this.isOver, trap: trap ? trap.value : "" };
  }
}
