/* A request of htmx that failed is told in a toast, in the words of the answer. */
(() => {
  const tell = (words) => {
    const toast = document.createElement("div");
    toast.className = "toast error";
    toast.dataset.toast = "";
    const text = document.createElement("p");
    text.textContent = words;
    const close = document.createElement("button");
    close.type = "button"; close.className = "close"; close.dataset.close = ""; close.textContent = "×";
    toast.append(text, close);
    document.getElementById("toasts")?.append(toast);
    document.dispatchEvent(new Event("toast"));
  };
  const words = (xhr) => {
    const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
    return page.querySelector("h1")?.textContent.trim() || String(xhr.status);
  };
  // a page about a problem is no part to put into this one
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (xhr.status < 400 || !/<html/i.test(xhr.responseText)) return;
    const wasToBeSwapped = event.detail.shouldSwap;
    event.detail.shouldSwap = false;
    if (wasToBeSwapped) tell(words(xhr));
  });
  document.addEventListener("htmx:responseError", (event) => {
    tell(words(event.detail.xhr));
  });
  document.addEventListener("htmx:sendError", () => tell(document.getElementById("toasts")?.dataset.offline || ""));
})();
