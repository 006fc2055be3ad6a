import { closeSync, openSync, writeSync } from 'node:fs';

const PAGE_BYTES = 4096;
const PAGES = 12;

/** Makes a database's file one that SQLite doesn't know, of the same size. */
export function spoilHeader(path: string): void {
  const text = 'not a database at all, but some text of about a hundred bytes'.repeat(3);
  overwrite(path, [{ at: 0, text }]);
}

/** Leaves the header and what it tells, and spoils the pages after it. */
export function spoilPages(path: string): void {
  const places = Array.from({ length: PAGES - 1 }, (_, page) => (page + 1) * PAGE_BYTES);
  overwrite(
    path,
    places.map((at) => ({ at, text: '\xff'.repeat(200) })),
  );
}

function overwrite(path: string, changes: readonly { at: number; text: string }[]): void {
  const file = openSync(path, 'r+');
  for (const { at, text } of changes) writeSync(file, text, at);
  closeSync(file);
}
