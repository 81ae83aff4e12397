/* Toasts leave by themselves, but not while somebody reads or reaches for them. */
(() => {
  const STAYS = 8000;
  const busy = (toast) => toast.matches(":hover, :focus-within");
  const leave = (toast) => {
    if (busy(toast)) return void setTimeout(leave, 2000, toast);
    toast.classList.add("gone");
    setTimeout(() => toast.remove(), 250);
  };
  const welcome = (toast) => {
    if (toast.dataset.seen) return;
    toast.dataset.seen = "yes";
    for (const close of toast.querySelectorAll("[data-close]")) close.hidden = false;
    const isProblem = toast.matches(".error, .warning");
    if (!isProblem) setTimeout(leave, STAYS, toast);
  };
  const look = () => document.querySelectorAll("[data-toast]").forEach(welcome);
  document.addEventListener("click", (event) => event.target.closest("[data-close]")?.closest("[data-toast]")?.remove());
  document.addEventListener("htmx:oobAfterSwap", look);
  document.addEventListener("toast", look);
  look();
})();
