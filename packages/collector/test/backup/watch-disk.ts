import fs from 'node:fs';
import { watchBuiltin } from '../security/watch-builtin.ts';

interface Step {
  does: 'sync' | 'rename';
  path: string;
  order: number;
}

/**
 * From now to the test's end: answers what became durable since it was asked last, and what got another name, in order,
 * such as `sync /data/control.db`. What SQLite does by itself is not among it.
 */
export function watchDisk(): () => string[] {
  const opened = watchBuiltin(fs, 'openSync');
  const synced = watchBuiltin(fs, 'fsyncSync');
  const renamed = watchBuiltin(fs, 'renameSync');
  return () => {
    const opens = opened.mock.results.map(({ value }, n) => ({
      handle: value as number,
      path: String(opened.mock.calls[n]?.[0]),
      order: opened.mock.invocationCallOrder[n] ?? 0,
    }));
    const syncs = synced.mock.calls.map(([handle], n): Step => {
      const order = synced.mock.invocationCallOrder[n] ?? 0;
      const path = opens.findLast((one) => one.handle === handle && one.order < order)?.path ?? '';
      return { does: 'sync', path, order };
    });
    const renames = renamed.mock.calls.map(([from], n): Step => {
      return { does: 'rename', path: String(from), order: renamed.mock.invocationCallOrder[n] ?? 0 };
    });
    for (const watched of [opened, synced, renamed]) watched.mockClear();
    return [...syncs, ...renames]
      .sort((a, b) => a.order - b.order)
      .map(({ does, path }) => `${does} ${path}`);
  };
}
