// What is remembered on the device: nothing beyond this page unless the site allows it.
export function openMemory(key, allowed) {
  const name = `emptychair:${key}`;
  let kept = {};
  let isAllowed = false;
  const write = () => {
    if (!isAllowed) return;
    try {
      localStorage.setItem(name, JSON.stringify(kept));
    } catch {
      isAllowed = false;
    }
  };
  const allow = (wanted) => {
    isAllowed = wanted;
    try {
      if (!wanted) localStorage.removeItem(name);
      else kept = { ...JSON.parse(localStorage.getItem(name) || "{}"), ...kept };
    } catch {
      isAllowed = false;
    }
    write();
  };
  if (allowed) allow(true);
  return {
    get: (part) => kept[part],
    set: (part, value) => {
      kept[part] = value;
      write();
    },
    allow,
  };
}
