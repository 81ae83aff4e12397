/* data-opens="id" opens the dialog with this id; a click beside an open dialog closes it. */
(() => {
  const open = (id) => {
    const dialog = document.getElementById(id);
    if (!dialog || dialog.open) return Boolean(dialog);
    dialog.showModal();
    dialog.dispatchEvent(new Event("opened"));
    return true;
  };
  document.addEventListener("click", (event) => {
    if (event.target instanceof HTMLDialogElement && event.target.open) {
      const box = event.target.getBoundingClientRect();
      const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
      if (!inside) event.target.close();
      return;
    }
    const opener = event.target.closest?.("[data-opens]");
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (opener && plain && open(opener.dataset.opens)) event.preventDefault();
  });
  document.addEventListener("open-dialog", (event) => open(event.detail));
})();
