import { make, drawn } from "./dom.js";
import { shadowIn } from "./look.js";

const CROSS = ["M6 6l12 12M18 6L6 18"];

// A dialog in a corner, a tab that opens it, or a place inside of the page.
export function openPlace(config, { inside, closed, opened }) {
  const side = (config.look || {}).side === "start" ? "start" : "";
  const host = make("emptychair-widget", {});
  const root = shadowIn(host, config.look);
  const body = make("div", { class: "body" });
  const status = make("p", { class: "hide", role: "status" });
  const panel = make(
    inside ? "section" : "div",
    {
      class: inside ? "inline" : `panel ${side}`,
      role: inside ? null : "dialog",
      "aria-label": config.words.asks,
      hidden: !inside,
      tabindex: inside ? null : "-1",
    },
    make(
      "div",
      { class: "head" },
      make("span", {}, config.company),
      inside ? null : make("button", { type: "button", "aria-label": config.words.close, onclick: () => close() }, drawn("0 0 24 24", CROSS, "")),
    ),
    body,
  );
  const frame = make("div", { class: "frame", lang: config.language, dir: config.direction }, panel, status);
  root.append(frame);
  let tab = null;
  let before = null;
  if (config.show === "tab" && !inside) {
    tab = make("button", { type: "button", class: `tab ${side}`, "aria-expanded": "false", onclick: () => opened() }, (config.look || {}).tab || config.words.tab);
    frame.prepend(tab);
  }
  (inside || document.body).append(host);

  function stops() {
    return [...panel.querySelectorAll("button,a,input:not([tabindex='-1']),textarea,select")].filter((one) => one.getClientRects().length && one.tabIndex >= 0);
  }
  function keys(event) {
    if (event.key === "Escape") return close();
    if (event.key !== "Tab") return undefined;
    const all = stops();
    const here = root.activeElement;
    const group = here && here.type === "radio" ? here.name : "";
    const edge = event.shiftKey ? all[0] : all[all.length - 1];
    const isEdge = here === edge || here === panel || (group && edge && edge.name === group);
    if (isEdge && all.length) {
      event.preventDefault();
      (event.shiftKey ? all[all.length - 1] : all[0]).focus();
    }
    return undefined;
  }
  function close() {
    if (inside || panel.hidden) return;
    panel.hidden = true;
    if (tab) {
      tab.hidden = false;
      tab.setAttribute("aria-expanded", "false");
    }
    const hadFocus = document.activeElement === host;
    if (tab && hadFocus) tab.focus();
    else if (hadFocus && before && before.focus) before.focus();
    closed();
  }
  if (!inside) panel.addEventListener("keydown", keys);
  return {
    root,
    body,
    close,
    isOpen: () => !panel.hidden,
    // Somebody who opened it themselves is taken there; others only hear that it is there.
    open: (byThemselves) => {
      before = document.activeElement === host ? before : document.activeElement;
      panel.hidden = false;
      if (tab) {
        tab.hidden = true;
        tab.setAttribute("aria-expanded", "true");
      }
      if (byThemselves) panel.focus();
      else status.textContent = config.words.asks;
    },
    remove: () => host.remove(),
  };
}
