import { expect, test } from 'vitest';
import type { ModelVersion } from '../storage/project-storage.ts';
import { labelCounts } from './label-counts.ts';

const signal = (key: string) => ({ key, event: 'E', weight: 1, perDay: 'linear' as const });
const version: ModelVersion = {
  modelId: 'm',
  isMain: true,
  version: 1,
  definition: {
    name: 'M',
    decay: { type: 'window', days: 7 },
    target: 1,
    signals: [signal('a'), signal('b'), signal('c')],
  },
  author: '',
  reason: '',
  createdAt: 0,
  publishedAt: 0,
  signalIds: [7, 9, 7],
  countedFrom: null,
};

test('names every signal that shares a stored one, and leaves out what the model does not measure', () => {
  const counts = [
    { day: '2026-01-01', signalId: 7, amount: 2 },
    { day: '2026-01-01', signalId: 8, amount: 5 },
  ];
  expect(labelCounts(counts, version)).toEqual([
    { day: '2026-01-01', signal: 'a', count: 2 },
    { day: '2026-01-01', signal: 'c', count: 2 },
  ]);
});
