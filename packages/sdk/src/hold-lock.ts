/**
 * Calls back if the lock named after a page is free, and holds it until `end`: the page is this one, or dead.
 * Without Web Locks (insecure origins, sandboxed frames) every lock is free.
 */
export function holdLock(pageId: string, end: Promise<unknown>, onHeld: () => void): void {
  const hold = (lock: Lock | null) => {
    if (!lock) return;
    onHeld();
    return end;
  };
  if (navigator.locks) navigator.locks.request(pageId, { ifAvailable: true }, hold).catch(onHeld);
  else onHeld();
}
