/* j and k walk through rows (and rows of tables), Enter opens the first link of the chosen one. */
(() => {
  const ROWS = "main .row, main .table tbody tr:has(a)";
  const writing = (target) => target.closest?.("input, textarea, select, button, a, summary, [contenteditable]");
  const chosen = () => document.querySelector(".chosen:is(.row, tr)");
  const walk = (step) => {
    const rows = [...document.querySelectorAll(ROWS)].filter((row) => row.offsetParent);
    if (!rows.length) return;
    const at = rows.indexOf(chosen());
    const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + step, 0), rows.length - 1)];
    chosen()?.classList.remove("chosen");
    next.classList.add("chosen");
    const link = next.querySelector("h3 a, th a, a");
    link?.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("click", (event) => {
    const closer = event.target.closest("[data-closes]");
    const panel = closer?.closest(closer.dataset.closes), row = panel?.closest(".row");
    if (!row) return;
    event.preventDefault();
    panel.remove();
    row.querySelector("h3 a, .button")?.focus();
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.matches(".row-form")) event.target.querySelector("input:not([type=hidden]), select, button, a")?.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const step = { j: 1, k: -1 }[event.key];
    const inField = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (step && !inField) { event.preventDefault(); walk(step); }
    if (event.key === "Enter" && !writing(event.target)) chosen()?.querySelector("h3 a, th a, a")?.click();
  });
})();
