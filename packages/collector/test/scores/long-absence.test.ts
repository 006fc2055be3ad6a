import { expect, onTestFinished, test } from 'vitest';
import { DAY_MS, item } from '../storage/messages.ts';
import { expectRows } from './expect-rows.ts';
import { openScoredProject } from './open-scored-project.ts';

test('who was active 89 days ago is among the recently active, a day later no more', async () => {
  const project = openScoredProject();
  onTestFinished(() => project.destroy());
  const { clock, reader, writer } = project;
  await writer.append([item({ userId: 'u1' })]);
  await expectRows(project);
  const model = (await reader.findModel()) ?? expect.unreachable();
  const countRecent = async (day: string) =>
    (await reader.countScores({ model, day, group: 'recent', below: [] }))?.total;
  clock.now += 89 * DAY_MS;
  await expectRows(project);
  expect(await countRecent('2026-05-30')).toBe(1);
  clock.now += DAY_MS;
  await expectRows(project);
  expect(await countRecent('2026-05-31')).toBe(0);
});
