// A display on the wall: fetches itself again every so often, but only while nobody is using it, and
// only when the server answers; a screen without network keeps the last figures.
(() => {
  const seconds = Number(document.body.dataset.refresh);
  let used = 0;
  for (const what of ["keydown", "pointerdown", "wheel"]) {
    addEventListener(what, () => { used = Date.now(); }, { passive: true });
  }
  const again = async () => {
    if (Date.now() - used < seconds * 1000) return;
    const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" }).catch(() => null);
    if (answer?.ok) location.reload();
  };
  setInterval(again, seconds * 1000);
})();
