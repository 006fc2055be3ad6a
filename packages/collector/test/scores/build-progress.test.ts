import { setImmediate } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { RowsProgress } from '../../src/storage/score-reads.ts';
import { PUBLISH } from '../storage/contract/publish-request.ts';
import { item, NOON } from '../storage/messages.ts';
import { openScoredProject } from './open-scored-project.ts';

// More than rows and ranks take in a step each.
const PEOPLE = 4_500;

test('how far the rows of a version are can be asked while they are built', async () => {
  const project = openScoredProject();
  onTestFinished(() => project.destroy());
  const { reader, writer } = project;
  await writer.append(
    Array.from({ length: PEOPLE }, (_, n) =>
      item({ userId: `u${n}`, messageId: `m-${n}`, type: 'page', event: 'Page Viewed' }),
    ),
  );
  const version = { modelId: 'main', version: 2 };
  const told = async () =>
    (await reader.listVersions()).map((one) => [one.version, one.state, one.scoredRatio]);
  expect(await reader.findRowsProgress(version)).toBeUndefined();
  let isPublished = false;
  const published = writer.publishModel(PUBLISH).finally(() => {
    isPublished = true;
  });
  const seen: RowsProgress[] = [];
  let whileBuilt: unknown;
  while (!isPublished) {
    await setImmediate();
    const progress = await reader.findRowsProgress(version);
    if (progress === undefined || isPublished) continue;
    seen.push(progress);
    if (progress.ratio > 0.5 && progress.ratio < 1) whileBuilt ??= await told();
  }
  await published;
  const ratios = seen.map(({ ratio }) => ratio);
  expect(ratios).toEqual(ratios.toSorted((a, b) => a - b));
  expect(new Set(ratios).size).toBeGreaterThan(3);
  expect(seen[0]).toMatchObject({ beganAt: NOON });
  expect(whileBuilt).toEqual([
    [1, 'published', 1],
    [2, 'filling', expect.any(Number)],
  ]);
  expect(await told()).toEqual([
    [1, 'published', null],
    [2, 'published', 1],
  ]);
  expect(await reader.findRowsProgress(version)).toMatchObject({ ratio: 1 });
});
