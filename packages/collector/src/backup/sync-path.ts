import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Brings a file's content, or the names in a folder, to the disk: a power cut takes them no more. */
export function syncPath(path: string): void {
  // Windows gives no handle to a folder, and syncs no file that is open to read.
  if (process.platform === 'win32') return;
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
