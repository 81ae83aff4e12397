/* A form, or the button that sends it, with data-confirm="the question" asks first. */
(() => {
  const dialog = document.getElementById("confirm");
  if (!dialog?.showModal) return;
  document.addEventListener("submit", (event) => {
    const form = event.target, button = event.submitter;
    const question = button?.dataset.confirm || form.dataset.confirm;
    if (!question || form.dataset.confirmed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    dialog.querySelector("[data-question]").textContent = question;
    dialog.querySelector("[data-yes]").textContent = button?.textContent.trim() || dialog.querySelector("[data-yes]").textContent;
    dialog.returnValue = "";
    dialog.showModal();
    dialog.addEventListener("close", () => {
      if (dialog.returnValue !== "yes") return button?.focus();
      form.dataset.confirmed = "yes";
      form.requestSubmit(button);
      delete form.dataset.confirmed;
    }, { once: true });
  }, true);
})();
