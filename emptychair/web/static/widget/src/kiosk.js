import { drawNumber, fill, make } from "./dom.js";
import { allKinds } from "./kiosk_kinds.js";
import { pinDialog } from "./kiosk_pin.js";
import { addLook, shadowIn } from "./look.js";
import { openMemory } from "./memory.js";
import { openQueue } from "./queue.js";
import { serverOf, sittingBody, readingLeft } from "./sender.js";
import { Survey } from "./survey.js";

const SETTLE = 800;
const THANKS = 6000;
const WARNING = 10;
const KIOSK_CSS = `
:host{--least:60px;display:block}
.kiosk{display:grid;grid-template-rows:auto 1fr auto;min-height:100dvh;font-size:20px;background:var(--paper)}
.kiosk>*{width:100%;max-width:960px;margin-inline:auto;padding:16px 32px}
.kiosk>main{display:grid;align-content:center}
.kiosk header{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:center;justify-content:space-between}
.kiosk h1{font-size:20px;font-weight:650}
.kiosk nav{display:flex;flex-wrap:wrap;gap:8px}
.kiosk nav button[aria-pressed=true]{border-color:var(--ink);border-width:2px}
.kiosk nav button{min-height:48px;font-size:17px}
.kiosk footer{display:flex;gap:16px;align-items:center;justify-content:space-between;color:var(--ink2);font-size:16px}
.kiosk footer button{min-height:48px;font-size:16px;font-weight:400;color:var(--ink2)}
.kiosk .scale label>span{min-height:72px;font-size:24px}
.kiosk .title{font-size:24px}
.kiosk h2{font-size:26px}
.kiosk small,.kiosk .help,.kiosk .count,.kiosk .note,.kiosk .wrong,.kiosk .ends{font-size:18px}
.kiosk form,.kiosk .questions{gap:28px}
.kiosk input,.kiosk textarea{font-size:20px}
.kiosk .do .main{flex:0 1 auto;min-width:240px}
.kiosk .n11{grid-template-columns:repeat(11,minmax(0,1fr))}
.kiosk .words.n3{grid-template-columns:repeat(3,minmax(0,1fr))}
.kiosk .scale b{font-size:16px}
.kiosk .scale svg{width:44px;height:44px}
.kiosk .thanks{place-content:center;min-height:50dvh;text-align:center}
.kiosk .thanks .do{justify-content:center}
.kiosk>dialog{width:min(520px,100vw - 32px);margin:auto;padding:24px;border:1px solid var(--edge);border-radius:14px;background:var(--paper);color:var(--ink);font-size:20px}
.kiosk>dialog::backdrop{background:rgb(0 0 0/.5)}
.kiosk>dialog .do{margin-block-start:16px}
@media (max-width:720px){.kiosk .n11{grid-template-columns:repeat(6,minmax(0,1fr))}.kiosk>*{padding-inline:16px}}
`;

class Kiosk {
  constructor(host) {
    const { place, server, leave } = host.dataset;
    Object.assign(this, { host, server, leave, path: location.pathname });
    this.line = serverOf(server, place);
    this.memory = openMemory(`kiosk:${place}`, true);
    this.configs = this.memory.get("configs") || {};
    this.queue = openQueue(this.line.send, this.memory, () => this.tellWaiting());
    addEventListener("pagehide", () => this.queue.leave());
    for (const name of ["pointerdown", "keydown"]) addEventListener(name, () => this.stir(), true);
    history.pushState(null, "", location.href);
    addEventListener("popstate", () => history.pushState(null, "", location.href));
  }

  // The last known survey serves while there is no connection.
  async fetch(language) {
    try {
      const found = await this.line.config(language);
      if (found) {
        found.server = this.server;
        this.configs[language || ""] = found;
        this.memory.set("configs", this.configs);
      }
    } catch {
      return this.configs[language || ""];
    }
    return this.configs[language || ""];
  }

  async begin() {
    const config = await this.fetch("");
    if (!config) {
      setTimeout(() => this.begin(), 5000);
      return;
    }
    this.usual = config;
    this.root = shadowIn(this.host, config.look);
    this.fresh(config);
    for (const [code] of config.languages) if (code !== config.language) this.fetch(code);
  }

  fresh(config) {
    clearTimeout(this.timer);
    clearInterval(this.counting);
    this.config = config;
    this.sitting = drawNumber();
    this.since = Date.now();
    this.said = false;
    const words = config.words;
    this.body = make("div", {});
    this.note = make("p", { role: "status" });
    const languages = config.languages.map(([code, name]) =>
      make("button", { type: "button", lang: code, "aria-pressed": String(code === config.language), onclick: () => this.speak(code) }, name),
    );
    const frame = make(
      "div",
      { class: "frame kiosk", lang: config.language, dir: config.direction },
      make("header", {}, make("h1", {}, config.company), languages.length > 1 ? make("nav", { "aria-label": words.language }, languages) : null),
      make("main", {}, this.body),
      make("footer", {}, this.note, make("button", { type: "button", onclick: () => this.staff() }, words.staff)),
    );
    this.root.replaceChildren(frame);
    this.survey = new Survey(this.body, config, {
      seed: this.sitting,
      told: (state) => this.changed(state),
      ended: (state) => this.ended(state),
    });
    this.survey.start();
    this.tellWaiting();
  }

  async speak(code) {
    const found = this.configs[code] || (await this.fetch(code)) || this.config;
    this.fresh(found);
  }

  changed(state) {
    this.said = true;
    this.send(state, SETTLE);
    this.stir();
  }

  ended(state) {
    this.send(state, 0);
    clearTimeout(this.timer);
    this.said = false;
    this.timer = setTimeout(() => this.fresh(this.usual), THANKS);
  }

  send(state, wait) {
    const delay = Math.max(wait, readingLeft(this.since));
    this.queue.put(sittingBody({ ...this, language: this.config.language, hidden: {} }, state, delay), delay);
  }

  stir() {
    if (!this.survey || this.survey.isOver || this.asking) return;
    clearTimeout(this.timer);
    const idle = (this.config.idle_seconds || 45) * 1000;
    this.timer = setTimeout(() => (this.said || this.config !== this.usual ? this.stillThere() : undefined), idle);
  }

  // Whoever reads slowly is asked before the answers leave the screen; what was said is kept.
  stillThere() {
    const words = this.config.words;
    let left = WARNING;
    const count = make("p", { class: "note" });
    const show = () => (count.textContent = fill(words.fresh, { seconds: left }));
    const stay = make("button", { type: "button", class: "main", onclick: () => done(false) }, words.here);
    this.asking = make("dialog", { "aria-label": words.still }, make("h2", {}, words.still), count, make("p", { class: "do" }, stay));
    const done = (isOver) => {
      clearInterval(this.counting);
      this.asking.close();
      this.asking.remove();
      this.asking = null;
      if (isOver) this.fresh(this.usual);
      else this.stir();
    };
    this.asking.addEventListener("cancel", (event) => {
      event.preventDefault();
      done(false);
    });
    this.root.querySelector(".frame").append(this.asking);
    show();
    this.asking.showModal();
    this.counting = setInterval(() => {
      left -= 1;
      show();
      if (left <= 0) done(true);
    }, 1000);
  }

  staff() {
    const dialog = pinDialog(this.config, this.path, {
      waiting: () => this.queue.count(),
      send: () => this.queue.now(),
      left: () => location.assign(this.leave),
    });
    this.root.querySelector(".frame").append(dialog);
    dialog.showModal();
  }

  tellWaiting() {
    if (!this.note) return;
    const count = this.queue.count();
    this.note.textContent = count && !navigator.onLine ? fill(this.config.words.waiting, { count }) : "";
  }
}

allKinds();
addLook(KIOSK_CSS, []);
const host = document.querySelector("[data-place]");
if (host) new Kiosk(host).begin();
if ("serviceWorker" in navigator) navigator.serviceWorker.register("worker.js").catch(() => undefined);
