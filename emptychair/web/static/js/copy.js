/* data-copy="#id" copies the text or value of that element and says so on the button. */
(() => {
  const show = (root) => root.querySelectorAll("[data-copy]").forEach((button) => { button.hidden = !navigator.clipboard; });
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    const source = button && document.querySelector(button.dataset.copy);
    if (!source) return;
    await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
    const before = button.textContent;
    button.textContent = button.dataset.copied || "✓";
    setTimeout(() => { button.textContent = before; }, 2000);
  });
  document.addEventListener("htmx:afterSwap", (event) => show(event.target));
  show(document);
})();
