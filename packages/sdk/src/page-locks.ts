/** Web Locks that this page holds for as long as it lives, so that others can tell whether it does. */
export interface PageLocks {
  /** Calls back when the page named `pageId` is dead, or at once where there are no Web Locks. */
  hold(pageId: string, onHeld?: () => void): void;
  /** Gives all of them up: with one, a page could not enter the back/forward cache. */
  release(): void;
}

/** Makes locks whose names begin with `prefix`. */
export function createPageLocks(prefix: string): PageLocks {
  let life = new AbortController();
  return {
    hold(pageId, onHeld) {
      const { signal } = life;
      const holdForLife = () => {
        onHeld?.();
        return new Promise((resolve) => signal.addEventListener('abort', resolve));
      };
      // Absent on insecure origins and in old browsers, refused in sandboxed frames.
      if (!navigator.locks) onHeld?.();
      else navigator.locks.request(prefix + pageId, { signal }, holdForLife).catch(() => {});
    },
    release() {
      life.abort();
      life = new AbortController();
    },
  };
}
