import type { DataFolder } from './data-folder.ts';
import type { Log } from './log.ts';
import { createTombstoneRecord } from './sqlite/control/tombstone-record.ts';
import { openProjectWriter } from './sqlite/project/open-project-writer.ts';
import { toProjectPath } from './sqlite/project/project-path.ts';
import type { KeyLookup } from './storage/control-storage.ts';
import { createWriteSide } from './write-side/create-write-side.ts';
import { createWriteWorker } from './write-side/create-write-worker.ts';
import type { WriteSide } from './write-side/write-side.ts';

/** Where project files are written: in a thread of its own, or in the caller's, which may bring a clock. */
export type WriterThread = { thread: 'own' } | { thread: 'same'; keys: KeyLookup; now: () => number };

/**
 * The write side of a data folder.
 *
 * @param options.eventRetentionDays days that raw events are kept; absent: as long as daily counts.
 * @param options.onFatal told when the thread has ended by itself and nothing can be written any more.
 */
export function openWriteSide(
  { controlPath, projectsPath, tombstonesPath }: DataFolder,
  writer: WriterThread,
  options: { eventRetentionDays: number | undefined; log: Log; onFatal: (error: Error) => void },
): WriteSide {
  const { log, onFatal, eventRetentionDays } = options;
  const onError = (error: unknown) => log.error('a write failed', error);
  if (writer.thread === 'own') {
    const files = { controlPath, projectsDir: projectsPath, tombstonesPath, eventRetentionDays };
    return createWriteWorker({ ...files, onError, onFatal });
  }
  const { keys, now } = writer;
  return createWriteSide({
    keys,
    openWriter: ({ projectId, timeZone }, observer) =>
      openProjectWriter({
        path: toProjectPath(projectsPath, projectId),
        timeZone,
        now,
        observer,
        eventRetentionDays,
        tombstones: createTombstoneRecord({ controlPath, tombstonesPath }, projectId),
      }),
    onError,
    now,
  });
}
