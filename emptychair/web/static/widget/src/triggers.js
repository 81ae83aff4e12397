// When a question is put. All that is named must come true: the page, then any one of the others.
function fits(pattern, address) {
  const exact = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${exact.join(".*")}$`, "u").test(address);
}

export function isPage(triggers, address) {
  const pages = triggers.pages || [];
  return !pages.length || pages.some((one) => fits(one, address));
}

export function isLucky(triggers) {
  return Math.random() * 100 < (triggers.share === undefined ? 100 : triggers.share);
}

// Calls `fire` once; returns what takes in events of the page, and what lets all go.
export function watch(triggers, fire) {
  const stops = [];
  let isOver = false;
  const once = () => {
    if (isOver) return;
    isOver = true;
    for (const stop of stops) stop();
    fire();
  };
  const on = (target, name, hear, more) => {
    target.addEventListener(name, hear, more);
    stops.push(() => target.removeEventListener(name, hear, more));
  };
  if (triggers.after !== undefined) {
    const timer = setTimeout(once, triggers.after * 1000);
    stops.push(() => clearTimeout(timer));
  }
  if (triggers.scroll) {
    const look = () => {
      const page = document.documentElement;
      const room = page.scrollHeight - innerHeight;
      if (room <= 0 || (scrollY / room) * 100 >= triggers.scroll) once();
    };
    on(window, "scroll", look, { passive: true });
  }
  if (triggers.exit) {
    on(document, "mouseout", (event) => {
      if (!event.relatedTarget && event.clientY <= 0) once();
    });
    on(document, "visibilitychange", () => {
      if (document.visibilityState === "visible") once();
    });
  }
  if (triggers.click) {
    on(document, "click", (event) => {
      if (event.target.closest && event.target.closest(triggers.click)) once();
    });
  }
  return {
    track: (name) => {
      if (triggers.event && triggers.event === name) once();
    },
    stop: () => {
      isOver = true;
      for (const stop of stops) stop();
    },
  };
}
