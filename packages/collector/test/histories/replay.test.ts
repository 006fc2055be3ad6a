import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryHistory } from './history.ts';
import { propertyRuns } from './property-runs.ts';
import { replayHistory } from './replay-history.ts';
import { Witness } from './witness.ts';

test('equals a slow, obvious replay, whatever comes in whatever order, through links, merges, back-fills, restarts', async () => {
  const witness = new Witness();
  await fc.assert(
    fc.asyncProperty(arbitraryHistory, (steps) => replayHistory(steps, witness)),
    propertyRuns(60),
  );
  const missing = [...witness.counts].filter(([, count]) => count === 0).map(([name]) => name);
  expect(missing, 'what did not occur in any history').toEqual([]);
}, 600_000);
