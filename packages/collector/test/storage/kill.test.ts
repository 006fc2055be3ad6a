import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openProjectReader } from '../../src/sqlite/project/open-project-reader.ts';
import { openProjectWriter } from '../../src/sqlite/project/open-project-writer.ts';
import { expectVerifiedFile } from '../faults/expect-whole.ts';

const CHILD = fileURLToPath(new URL('./append-until-killed.mjs', import.meta.url));
const USERS = 5;
const ROUNDS = 6;

/** Lets a process append to the file, kills it without warning, and returns the messageIds it was answered, by user. */
async function appendAndKill(
  path: string,
  killAfterMs: number,
): Promise<[userId: string, messageId: string][]> {
  const child = spawn(process.execPath, [CHILD, path, String(USERS)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  await once(child.stdout, 'data');
  await new Promise((resolve) => setTimeout(resolve, killAfterMs));
  child.kill('SIGKILL');
  await once(child, 'close');
  return output
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split(' ') as [string, string]);
}

test('killed while it appends, again and again: what was answered is there, once, and counted', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ardent-kill-'));
  const path = join(folder, 'project.db');
  try {
    const answered: [string, string][] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const inRound = await appendAndKill(path, 20 + Math.random() * 150);
      expect(inRound.length).toBeGreaterThan(0);
      answered.push(...inRound);
      expectVerifiedFile(path);
    }
    const startedAt = performance.now();
    const writer = openProjectWriter({ path, timeZone: 'UTC', now: Date.now });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    const reader = openProjectReader(path);
    for (let user = 0; user < USERS; user++) {
      const userId = `user-${user}`;
      const profile = await reader.findProfile({ userId });
      if (profile === undefined) throw new Error(`${userId} is gone`);
      const stored = await reader.listEvents(profile.profileId, { limit: 1_000_000 });
      const storedIds = new Set(stored.map(({ messageId }) => messageId));
      expect(storedIds.size).toBe(stored.length);
      expect(answered.filter(([owner, id]) => owner === userId && !storedIds.has(id))).toEqual([]);
      const counts = await reader.listCounts(profile.profileId, { to: '9999-12-31' });
      const total = counts
        .filter(({ signalId }) => signalId === 0)
        .reduce((sum, { amount }) => sum + amount, 0);
      // Batches of twenty: none is torn.
      expect([total, stored.length % 20]).toEqual([stored.length, 0]);
    }
    await reader.close();
    await writer.close();
    expectVerifiedFile(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);
