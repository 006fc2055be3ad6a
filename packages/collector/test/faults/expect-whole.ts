import { join } from 'node:path';
import { expect } from 'vitest';
import { openProjectReader } from '../../src/sqlite/project/open-project-reader.ts';
import { verifyProjectFile } from '../../src/sqlite/project/verify-file.ts';
import type { SentRequest } from './start-load.ts';

export function projectPath(dataDir: string): string {
  return join(dataDir, 'projects', 'default.db');
}

/** The counts are what the raw events give, no event would be taken twice, and SQLite finds no damage. */
export function expectVerified(dataDir: string): void {
  expectVerifiedFile(projectPath(dataDir));
}

/** As `expectVerified`, of a project's file. */
export function expectVerifiedFile(path: string): void {
  expect(verifyProjectFile(path)).toMatchObject({
    differenceCount: 0,
    unseenEvents: 0,
    integrity: 'ok',
  });
}

/** The stored messageIds of these requests' users, sorted; read from the file, beside whoever writes it. */
export async function readStored(dataDir: string, sent: readonly SentRequest[]): Promise<string[]> {
  const reader = openProjectReader(projectPath(dataDir));
  try {
    const stored: string[] = [];
    for (const userId of new Set(sent.map((request) => request.userId))) {
      const profile = await reader.findProfile({ userId });
      if (profile === undefined) continue;
      const events = await reader.listEvents(profile.profileId, { limit: 1_000_000 });
      stored.push(...events.map(({ messageId }) => messageId));
    }
    return stored.sort();
  } finally {
    await reader.close();
  }
}

/** Nothing acknowledged is gone, nothing is there twice, no request is there in part. */
export async function expectKept(dataDir: string, sent: readonly SentRequest[]): Promise<void> {
  const stored = await readStored(dataDir, sent);
  const storedIds = new Set(stored);
  expect(storedIds.size, 'distinct messages').toBe(stored.length);
  const isStored = (id: string) => storedIds.has(id);
  const lost = sent.filter(({ isAcknowledged, messageIds }) => isAcknowledged && !messageIds.every(isStored));
  const torn = sent.filter(({ messageIds }) => messageIds.some(isStored) && !messageIds.every(isStored));
  expect({ lost, torn }).toEqual({ lost: [], torn: [] });
}
