/** Calls `onReturn` when the person or the line comes back, `onLeave` when the page is put away. */
export function followPage(onReturn: () => void, onLeave: () => void): () => void {
  const ifVisible = () => {
    if (document.visibilityState === "visible") onReturn();
  };
  // The first showing is no return: the watch begins with the page.
  const ifRestored = ({ persisted }: PageTransitionEvent) => {
    if (persisted) onReturn();
  };
  const listening = new AbortController();
  const { signal } = listening;
  window.addEventListener("focus", ifVisible, { signal });
  window.addEventListener("online", onReturn, { signal });
  window.addEventListener("pageshow", ifRestored, { signal });
  window.addEventListener("pagehide", onLeave, { signal });
  document.addEventListener("visibilitychange", ifVisible, { signal });
  // After the browser had stopped a page that nobody looked at.
  document.addEventListener("resume", onReturn, { signal });
  return () => listening.abort();
}
