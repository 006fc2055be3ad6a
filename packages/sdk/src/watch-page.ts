export interface PageCallbacks {
  /** It may never be seen again. */
  onHidden: () => void;
  /** It dies, or goes into the back/forward cache. */
  onLeft: () => void;
  /** It came back from there. */
  onBack: () => void;
  onOnline: () => void;
}

/** Tells what happens to the page. Never listens for `unload`, which would keep it out of the back/forward cache. */
export function watchPage({ onHidden, onLeft, onBack, onOnline }: PageCallbacks): void {
  // On the window, so that what listens on the document has recorded the page's end before.
  addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') onHidden();
  });
  addEventListener('pagehide', onLeft);
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) onBack();
  });
  addEventListener('online', onOnline);
}
