import { useSyncExternalStore } from 'react';

function onChange(callback: () => void): () => void {
  addEventListener('hashchange', callback);
  return () => removeEventListener('hashchange', callback);
}

/** The page that is shown, such as `/about`; a router of your own says the same. */
export function usePath(): string {
  return useSyncExternalStore(onChange, () => location.hash.slice(1) || '/');
}
