/* Keys for those who like them: ? shows them, Ctrl K and / find, g and a letter go to a page. */
(() => {
  let going = 0;
  const writing = (target) => target.closest?.("input, textarea, select, [contenteditable]");
  const open = (id) => document.dispatchEvent(new CustomEvent("open-dialog", { detail: id }));
  document.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      return open("palette");
    }
    if (event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "?") return open("keys");
    if (event.key === "/") { event.preventDefault(); return open("palette"); }
    const soon = Date.now() - going < 1200;
    going = event.key === "g" && !soon ? Date.now() : 0;
    if (soon) {
      const link = document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
      if (link) { event.stopImmediatePropagation(); location.assign(link.href); }
    }
  });
})();
