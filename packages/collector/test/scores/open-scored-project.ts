import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openProjectReader } from '../../src/sqlite/project/open-project-reader.ts';
import { openProjectWriter } from '../../src/sqlite/project/open-project-writer.ts';
import type { ProjectReader, ProjectWriter } from '../../src/storage/project-storage.ts';
import { NOON } from '../storage/messages.ts';

/** A project's file with its writer and a reader, under a clock of ours. */
export interface ScoredProject {
  path: string;
  writer: ProjectWriter;
  reader: ProjectReader;
  /** Milliseconds since 1970 UTC; days are UTC's. */
  clock: { now: number };
  reopen(): Promise<ScoredProject>;
  /** Goes on with the file as it is at this moment: what was not committed never happened. */
  crash(): Promise<ScoredProject>;
  destroy(): Promise<void>;
}

export function openScoredProject(clock: { now: number } = { now: NOON }): ScoredProject {
  return openIn(mkdtempSync(join(tmpdir(), 'ardent-scores-')), clock);
}

function openIn(folder: string, clock: { now: number }): ScoredProject {
  const path = join(folder, 'project.db');
  const writer = openProjectWriter({ path, timeZone: 'UTC', now: () => clock.now });
  const reader = openProjectReader(path);
  async function close(): Promise<void> {
    await reader.close();
    await writer.close();
  }
  async function destroy(): Promise<void> {
    await close();
    rmSync(folder, { recursive: true, force: true });
  }
  return {
    path,
    writer,
    reader,
    clock,
    destroy,
    async reopen() {
      await close();
      return openIn(folder, clock);
    },
    async crash() {
      const next = mkdtempSync(join(tmpdir(), 'ardent-scores-'));
      for (const name of ['project.db', 'project.db-wal']) {
        if (existsSync(join(folder, name))) copyFileSync(join(folder, name), join(next, name));
      }
      await destroy();
      return openIn(next, clock);
    },
  };
}
