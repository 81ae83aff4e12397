// Answers on their way. Each sitting is one entry that holds all it said so far, so a newer one
// takes the place of an older one, and sending twice is the same as sending once.
const FIRST_WAIT = 2000;
const LONGEST_WAIT = 5 * 60000;

export function openQueue(send, memory, told) {
  let waiting = memory.get("queue") || [];
  let tries = 0;
  let timer = 0;
  let isBusy = false;
  const keep = () => {
    memory.set("queue", waiting);
    if (told) told(waiting.length, tries);
  };
  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(flush, wait);
  };
  const drop = (entry) => {
    waiting = waiting.filter((one) => one !== entry);
    keep();
  };
  const fail = (retryAfter) => {
    tries += 1;
    const wait = Math.min(FIRST_WAIT * 2 ** (tries - 1), LONGEST_WAIT);
    later(retryAfter ? retryAfter * 1000 : wait * (0.75 + Math.random() / 2));
    keep();
  };
  async function flush() {
    if (isBusy || !waiting.length) return;
    const due = waiting.find((one) => one.due <= Date.now());
    if (!due) return later(Math.min(...waiting.map((one) => one.due)) - Date.now());
    isBusy = true;
    const result = await send(due.body, due.at);
    isBusy = false;
    if (result.later) return fail(result.wait);
    tries = 0;
    drop(due);
    if (waiting.length) later(0);
    return undefined;
  }
  addEventListener("online", () => {
    tries = 0;
    later(0);
  });
  if (waiting.length) later(0);
  return {
    put: (body, wait) => {
      const due = Date.now() + (wait || 0);
      const entry = { body, at: due, due };
      waiting = [...waiting.filter((one) => one.body.sitting !== body.sitting), entry];
      keep();
      if (!tries) later(wait || 0);
    },
    // The page goes away: whatever waits is handed to the browser at once.
    leave: () => {
      for (const one of waiting) send(one.body, one.at, true);
    },
    now: () => {
      for (const one of waiting) one.due = 0;
      tries = 0;
      later(0);
    },
    count: () => waiting.length,
  };
}
