import SqliteDatabase from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { HOUR_MS, item, NOON } from '../storage/messages.ts';
import { openScoredProject, type ScoredProject } from './open-scored-project.ts';

const seen = (userId: string, hoursAgo: number) =>
  item({ userId, timestamp: NOON - hoursAgo * HOUR_MS, messageId: `${userId}-${hoursAgo}` });
const MERGE = item({ type: 'alias', userId: 'new', previousId: 'old', timestamp: NOON }, { trusted: true });

type Seen = [userId: string | null, hoursAgo: number | null];

/** Everybody, who was last seen first, with how many hours ago that was. */
async function listSeen({ reader, writer }: ScoredProject): Promise<Seen[]> {
  await writer.settleScores();
  const model = (await reader.findModel()) ?? expect.unreachable();
  const page = await reader.listRanked({
    model,
    day: '2026-03-02',
    filter: { kind: 'all' },
    sort: { field: 'lastSeen', descending: true },
    limit: 9,
  });
  return (page?.rows ?? []).map(({ profile }) => [profile.userId, hoursSince(profile.lastSeenAt)]);
}

const hoursSince = (at: number | null) => (at === null ? null : (NOON - at) / HOUR_MS);

for (const isWritten of [true, false]) {
  test(`after a merge one was last seen when either was, rows ${isWritten ? '' : 'not '}written before it`, async () => {
    for (const [oldHours, newHours] of [
      [5, 3],
      [1, 3],
      [3, 1],
    ] as const) {
      const project = openScoredProject();
      onTestFinished(() => project.destroy());
      const { writer } = project;
      await writer.append([seen('old', oldHours), seen('new', newHours), seen('other', 2)]);
      if (isWritten) await writer.settleScores();
      await writer.append([MERGE]);
      const last = Math.min(oldHours, newHours);
      expect(await listSeen(project)).toEqual(
        last < 2
          ? [
              ['new', last],
              ['other', 2],
            ]
          : [
              ['other', 2],
              ['new', last],
            ],
      );
    }
  });
}

test('a merge keeps when somebody was last seen although the events of it are gone', async () => {
  const project = openScoredProject();
  onTestFinished(() => project.destroy());
  const { writer, path } = project;
  await writer.append([seen('old', 1), seen('new', 3), seen('other', 2)]);
  await writer.settleScores();
  const db = new SqliteDatabase(path);
  db.exec('DELETE FROM event');
  db.close();
  await writer.append([MERGE]);
  expect((await listSeen(project)).map(([userId]) => userId)).toEqual(['new', 'other']);
});

test('a crash before rows are written forgets nobody’s last visit', async () => {
  let project = openScoredProject();
  onTestFinished(() => project.destroy());
  await project.writer.append([seen('u1', 5), seen('u2', 3)]);
  await project.writer.settleScores();
  await project.writer.append([seen('u1', 1)]);
  project = await project.crash();
  expect(await listSeen(project)).toEqual([
    ['u1', 1],
    ['u2', 3],
  ]);
});

test('what comes late makes nobody’s last visit earlier', async () => {
  const project = openScoredProject();
  onTestFinished(() => project.destroy());
  await project.writer.append([seen('u1', 1), seen('u2', 3)]);
  await project.writer.settleScores();
  await project.writer.append([seen('u1', 5)]);
  expect(await listSeen(project)).toEqual([
    ['u1', 1],
    ['u2', 3],
  ]);
});
