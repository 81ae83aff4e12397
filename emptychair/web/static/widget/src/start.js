import { drawNumber } from "./dom.js";
import { furtherKinds } from "./lazy.js";
import { openMemory } from "./memory.js";
import { openPlace } from "./panel.js";
import { openQueue } from "./queue.js";
import { serverOf, sittingBody, readingLeft } from "./sender.js";
import { Survey } from "./survey.js";
import { isLucky, isPage, watch } from "./triggers.js";

const SETTLE = 800;
const DAY = 24 * 3600 * 1000;

class Widget {
  constructor(server, key, given) {
    Object.assign(this, { server, key, language: given.language, hidden: given.hidden || {}, identity: given.identity, wish: given.inside });
    this.line = serverOf(server, key);
    this.memory = openMemory(key, given.remember);
    this.mayRemember = given.remember;
    this.tracked = [];
    this.queue = openQueue(this.line.send, this.memory, (count, tries) => this.tellWaiting(count && tries));
    addEventListener("pagehide", () => this.queue.leave());
  }

  async begin() {
    try {
      this.config = await this.line.config(this.language);
    } catch {
      this.config = null;
    }
    if (!this.config) {
      addEventListener("online", () => this.begin(), { once: true });
      return;
    }
    const { config } = this;
    config.server = this.server;
    if (config.remember === "yes" && !this.mayRemember) this.remember(true);
    const inside = this.wish || (config.show === "inline" && config.triggers && config.triggers.inside);
    const element = typeof inside === "string" ? document.querySelector(inside) : inside;
    this.fresh();
    this.place = openPlace(config, {
      inside: element || null,
      closed: () => this.closed(),
      opened: () => this.open(true),
    });
    if (element) await this.ask();
    else this.listen();
    if (this.wantsOpen) this.open(true);
  }

  fresh() {
    const kept = this.memory.get("sitting");
    const usable = kept && Date.now() - kept.since < 7 * DAY;
    this.sitting = usable ? kept.sitting : drawNumber();
    this.begun = usable ? kept : null;
    this.since = usable ? kept.since : 0;
  }

  listen() {
    const { config, memory } = this;
    const triggers = config.triggers || {};
    const quiet = memory.get("quiet_until");
    if (config.show === "tab" && !triggers.also) return;
    if ((quiet && quiet > Date.now()) || !isPage(triggers, location.pathname + location.search) || !isLucky(triggers)) return;
    this.watching = watch(triggers, () => this.fire());
    for (const name of this.tracked) this.watching.track(name);
  }

  async fire() {
    let answer = { show: true, known: {} };
    if (this.identity) {
      try {
        answer = await this.line.mayShow(this.sitting, this.identity);
      } catch {
        answer = { show: false };
      }
    }
    this.known = answer.known;
    if (answer.show && !this.place.isOpen()) this.open(false);
  }

  async open(byThemselves) {
    if (!this.place) {
      this.wantsOpen = true;
      return;
    }
    if (!this.survey || this.survey.isOver) {
      if (this.survey) this.fresh();
      await this.ask();
    }
    this.place.open(byThemselves);
    if (!byThemselves) this.memory.set("quiet_until", Date.now() + (this.config.again_days || 90) * DAY);
  }

  async ask() {
    const { begun } = this;
    this.since = this.since || Date.now();
    this.survey = new Survey(this.place.body, this.config, {
      seed: this.sitting,
      answers: begun ? begun.answers : {},
      page: begun ? begun.page : "",
      known: this.known,
      hidden: this.hidden,
      told: (state) => this.changed(state),
      ended: (state) => this.ended(state),
    });
    if (this.survey.needs()) {
      try {
        await furtherKinds(this.server, () => [this.place.root]);
      } catch {
        this.place.remove();
        return;
      }
    }
    this.survey.start();
  }

  changed(state) {
    this.memory.set("sitting", { sitting: this.sitting, since: this.since, answers: state.answers, page: state.page });
    this.send(state, SETTLE);
  }

  ended(state) {
    this.memory.set("sitting", undefined);
    this.memory.set("quiet_until", Date.now() + (this.config.again_days || 90) * DAY);
    this.send(state, 0);
  }

  send(state, wait) {
    const delay = Math.max(wait, readingLeft(this.since));
    this.queue.put(sittingBody({ ...this, language: this.config.language }, state, delay), delay);
  }

  tellWaiting(isWaiting) {
    const note = this.survey && this.survey.note;
    if (note) note.textContent = isWaiting ? this.config.words.later : "";
  }

  closed() {
    if (this.survey && this.survey.isOver) this.survey.root.replaceChildren();
  }

  remember(allowed) {
    this.mayRemember = allowed;
    this.memory.allow(allowed);
  }

  track(name) {
    this.tracked.push(name);
    if (this.watching) this.watching.track(name);
  }
}

const tag = document.currentScript || document.querySelector("script[data-place]");
const commands = {
  identify: (widget, who) => {
    widget.identity = who && who.signature ? { id: who.id || "", email: who.email || "", signature: who.signature } : undefined;
  },
  track: (widget, name) => widget.track(String(name)),
  open: (widget) => widget.open(true),
  close: (widget) => widget.place && widget.place.close(),
  hidden: (widget, values) => Object.assign(widget.hidden, values),
  remember: (widget, allowed) => widget.remember(allowed !== false),
  forget: (widget) => widget.remember(false),
};

function begin() {
  const { place, language, remember, inside, userId, userEmail, signature, ...rest } = tag.dataset;
  const hidden = {};
  for (const [name, value] of Object.entries(rest)) {
    if (name.startsWith("with")) hidden[name.slice(4).replace(/^./, (sign) => sign.toLowerCase())] = value;
  }
  const identity = signature ? { id: userId || "", email: userId ? "" : userEmail || "", signature } : undefined;
  const server = new URL(tag.src, location.href).origin + new URL(tag.src, location.href).pathname.replace(/\/w\/widget\.js$/, "");
  const widget = new Widget(server, place, { language: language || "", remember: remember === "yes", inside, identity, hidden });
  const earlier = (window.emptychair && window.emptychair.q) || [];
  window.emptychair = (name, ...values) => {
    if (commands[name]) commands[name](widget, ...values);
  };
  for (const one of earlier) window.emptychair(...one);
  widget.begin();
  document.dispatchEvent(new Event("emptychair:ready"));
}

if (tag && tag.dataset.place) {
  if (document.body) begin();
  else document.addEventListener("DOMContentLoaded", begin, { once: true });
}
