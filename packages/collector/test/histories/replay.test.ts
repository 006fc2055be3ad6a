import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryHistory } from './history.ts';
import { propertyRuns } from './property-runs.ts';
import { imagineHistory } from './reference-run.ts';
import { replayHistory } from './replay-history.ts';
import { OCCURRENCES, Witness } from './witness.ts';

test('everything that clients and operators do occurs in the histories, often enough to say something', () => {
  const witness = new Witness();
  for (const history of fc.sample(arbitraryHistory, { numRuns: 300, seed: 1 }))
    imagineHistory(history, witness);
  const rare = OCCURRENCES.filter((name) => (witness.counts.get(name) ?? 0) < 10);
  expect(rare).toEqual([]);
});

test('equals a slow, obvious replay, whatever comes in whatever order, through links, merges, back-fills, restarts', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryHistory, (history) => replayHistory(history, new Witness())),
    propertyRuns(40),
  );
}, 600_000);
