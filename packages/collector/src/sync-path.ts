import { closeSync, fsyncSync, openSync, statSync } from 'node:fs';

/** Brings a file's content, or the names in a folder, to the disk: a power cut takes them no more. */
export function syncPath(path: string): void {
  const isFolder = statSync(path).isDirectory();
  // Windows gives no handle to a folder.
  if (isFolder && process.platform === 'win32') return;
  const handle = openSync(path, isFolder ? 'r' : 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
