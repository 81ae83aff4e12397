/* A form with data-autosubmit is sent when a choice changes; its button is for those without this. */
(() => {
  const hide = (root) => root.querySelectorAll("form[data-autosubmit] [data-without-script]").forEach((button) => { button.hidden = true; });
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-autosubmit]");
    if (form && !event.target.matches("[type=text], [type=search]")) form.requestSubmit();
  });
  document.addEventListener("htmx:afterSwap", (event) => hide(event.target));
  hide(document);
})();
