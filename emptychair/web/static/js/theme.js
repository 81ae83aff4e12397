/* Light or dark as chosen on this machine, before the page is drawn. */
(() => {
  const root = document.documentElement;
  const stored = () => { try { return localStorage.getItem("theme") || ""; } catch { return ""; } };
  const show = (theme) => {
    if (theme) root.dataset.theme = theme; else delete root.dataset.theme;
    for (const button of document.querySelectorAll("[data-theme-to]"))
      button.setAttribute("aria-pressed", String(button.dataset.themeTo === theme));
  };
  show(stored());
  document.addEventListener("DOMContentLoaded", () => {
    for (const group of document.querySelectorAll("[data-themes]")) group.hidden = false;
    show(stored());
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-to]");
    if (!button) return;
    try { localStorage.setItem("theme", button.dataset.themeTo); } catch { /* for this page only */ }
    show(button.dataset.themeTo);
  });
})();
