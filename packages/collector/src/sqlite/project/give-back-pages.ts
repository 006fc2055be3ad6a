import type { Database } from 'better-sqlite3';
import type { StepDone } from './run-in-steps.ts';

/** Makes the file smaller by the pages that nothing is in. */
export interface PageReturn {
  /** Gives back up to `limit` pages, in the caller's transaction; counts their bytes. */
  giveBack(limit: number): StepDone;
}

// What a day's end frees, the next day fills again: a twentieth of what is in use stays for it.
const SPARE_RATIO = 1 / 20;
const INCREMENTAL = 2;

/** A file that was made without `auto_vacuum = INCREMENTAL` stays as large as it is; its free pages are used again. */
export function createPageReturn(db: Database): PageReturn {
  const read = (name: string) => Number(db.pragma(name, { simple: true }));
  const pageSize = read('page_size');
  const canShrink = read('auto_vacuum') === INCREMENTAL;
  return {
    giveBack(limit) {
      const before = read('page_count');
      const free = read('freelist_count');
      const excess = free - Math.floor((before - free) * SPARE_RATIO);
      if (!canShrink || excess <= 0) return { count: 0, isMore: false };
      db.pragma(`incremental_vacuum(${Math.min(limit, excess)})`);
      const count = (before - read('page_count')) * pageSize;
      return { count, isMore: count > 0 && limit < excess };
    },
  };
}
