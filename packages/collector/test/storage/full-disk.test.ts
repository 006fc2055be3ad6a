import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { openProjectReader } from '../../src/sqlite/project/open-project-reader.ts';
import { openProjectWriter } from '../../src/sqlite/project/open-project-writer.ts';
import { expectVerifiedFile } from '../faults/expect-whole.ts';
import { item } from './messages.ts';

const CHILD = fileURLToPath(new URL('./fill-disk.mjs', import.meta.url));
// Blocks of 1,024 bytes; the write-ahead log grows to some 16 MB before it starts again.
const FILE_LIMIT_BLOCKS = 4_000;

test.skipIf(process.platform === 'win32')(
  'a disk that takes no more: nothing answered is lost, nothing refused is stored, and it goes on when there is room',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ardent-full-'));
    const path = join(folder, 'project.db');
    try {
      const command = `ulimit -f ${FILE_LIMIT_BLOCKS} && exec "$0" "$@"`;
      const { stdout } = await promisify(execFile)('bash', ['-c', command, process.execPath, CHILD, path]);
      const told = JSON.parse(stdout);
      expect(told.answered).toBeGreaterThan(100);
      expect(told).toMatchObject({ stored: told.answered, counted: told.answered, again: told.failure.code });
      expect(['disk_full', 'disk_failed']).toContain(told.failure.code);
      expect(told.failure.hint).toMatch(/room/);
      expectVerifiedFile(path);
      const writer = openProjectWriter({ path, timeZone: 'UTC', now: Date.now });
      expect(await writer.append([item({ messageId: 'again' }, { receivedAt: Date.now() })])).toMatchObject([
        { status: 'accepted' },
      ]);
      const reader = openProjectReader(path);
      const profile = await reader.findProfile({ userId: 'u' });
      const stored = profile && (await reader.listEvents(profile.profileId, { limit: 1_000_000 }));
      expect(stored).toHaveLength(told.answered + 1);
      await reader.close();
      await writer.close();
      expectVerifiedFile(path);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  120_000,
);
