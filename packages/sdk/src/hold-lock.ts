import { once } from './listen.ts';

/**
 * Calls back once the lock named after a page is free, which is when that page is this one, or dead. Holds it until
 * this page is left. Without Web Locks (insecure origins, sandboxed frames) every lock is free.
 */
export async function holdLock(pageId: string, onHeld: () => void): Promise<void> {
  const life = new AbortController();
  // Also for what still waits: in the back/forward cache it would be granted, and keep others from it.
  const end = once('pagehide').then(() => life.abort());
  const hold = () => {
    onHeld();
    return end;
  };
  try {
    // Of the options it takes the signal, which is all that a controller has.
    await navigator.locks.request(pageId, life, hold);
  } catch {
    if (!life.signal.aborted) onHeld();
  }
}
