// Elements without HTML in strings: nothing a survey says is ever read as markup.
export function make(tag, attributes, ...inside) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "value") node.value = value;
    else if (name === "checked") node.checked = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...inside.flat(Infinity).filter((one) => one !== null && one !== undefined && one !== ""));
  return node;
}

export function drawn(box, paths, name) {
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  picture.setAttribute("viewBox", box);
  picture.setAttribute("aria-hidden", "true");
  picture.setAttribute("class", name);
  for (const path of paths) {
    const line = document.createElementNS(space, "path");
    line.setAttribute("d", path);
    picture.append(line);
  }
  return picture;
}

export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (mark, name) => (name in values ? values[name] : mark));
}

export function drawNumber() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
}
