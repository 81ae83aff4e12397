/* Ctrl K: pages of the menu that fit, then customers; arrows choose, Enter opens. */
(() => {
  const dialog = document.getElementById("palette");
  if (!dialog) return;
  const input = dialog.querySelector("input[type=search]");
  const pages = dialog.querySelector("[data-pages]");
  const links = () => [...dialog.querySelectorAll("a[href]")];
  let kept = ""; // what was chosen stays so when later finds take the place of earlier ones
  const chooseAgain = () => links().find((link) => link.href === kept)?.classList.add("chosen");
  const choose = (step) => {
    const all = links();
    if (!all.length) return;
    const now = all.findIndex((link) => link.classList.contains("chosen"));
    all[now]?.classList.remove("chosen");
    const next = all[(now + step + all.length) % all.length];
    next.classList.add("chosen");
    kept = next.href;
    next.scrollIntoView({ block: "nearest" });
  };
  const showPages = () => {
    const text = input.value.trim().toLowerCase();
    const fits = [...document.querySelectorAll(".menu nav a")].filter((link) => link.firstElementChild.textContent.toLowerCase().includes(text));
    pages.replaceChildren(...(text ? fits.slice(0, 3) : fits).map((link) => {
      const item = document.createElement("li"), copy = document.createElement("a");
      copy.href = link.href;
      copy.textContent = link.firstElementChild.textContent;
      item.append(copy);
      return item;
    }));
  };
  input.addEventListener("input", () => { showPages(); chooseAgain(); });
  dialog.addEventListener("htmx:afterSwap", chooseAgain);
  dialog.addEventListener("opened", () => { kept = ""; showPages(); input.select(); });
  dialog.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // a Japanese word is being written
    // A field of type search would only empty itself: one Esc closes, as the line below it says.
    if (event.key === "Escape") { event.preventDefault(); dialog.close(); return; }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) { event.preventDefault(); choose(step); }
    const chosen = dialog.querySelector("a.chosen");
    if (event.key === "Enter" && chosen && event.target === input) { event.preventDefault(); location.assign(chosen.href); }
  });
})();
