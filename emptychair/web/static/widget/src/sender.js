// Talks to the server: no cookies, and plain text so that browsers need not ask beforehand.
const PATIENCE = 20000;
const QUICKEST = 2500;

async function call(address, body, more) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  const answer = await fetch(address, {
    credentials: "omit",
    signal: stop.signal,
    ...(body ? { method: "POST", headers: { "Content-Type": "text/plain;charset=UTF-8" }, body: JSON.stringify(body) } : {}),
    ...more,
  });
  clearTimeout(timer);
  return answer;
}

export function serverOf(server, key) {
  const place = `${server}/w/${encodeURIComponent(key)}`;
  return {
    config: async (language) => {
      const answer = await call(`${place}/config${language ? `?language=${encodeURIComponent(language)}` : ""}`);
      return answer.ok ? answer.json() : null;
    },
    mayShow: async (sitting, identity) => {
      const answer = await call(`${place}/shown`, { sitting, identity });
      return answer.ok ? answer.json() : { show: false };
    },
    // What became of it: sent, or to be tried again. What is refused for good is not sent again.
    send: async (body, at, isLeaving) => {
      try {
        const age = Math.max(Date.now() - at, 0);
        const answer = await call(`${place}/answers`, { ...body, age }, isLeaving ? { keepalive: true } : {});
        if (answer.status === 429 || answer.status >= 500) return { later: true, wait: Number(answer.headers.get("Retry-After")) };
        return { later: false };
      } catch {
        return { later: true };
      }
    },
  };
}

// One time that somebody sits down, as the server wants to hear it.
export function sittingBody({ sitting, since, language, hidden, identity }, state, wait) {
  const { answers, finished, trap } = state;
  const waited = Date.now() + wait - since;
  return { sitting, answers, finished, trap, language, hidden, identity, waited };
}

// Nobody reads a question in less; what is said sooner waits that long before it goes.
export function readingLeft(since) {
  return Math.max(QUICKEST - (Date.now() - since), 0);
}
