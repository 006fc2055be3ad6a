import type { ScoreModel } from '@ardent/core';
import type { PublishModel } from '../../../src/storage/project-storage.ts';
import { NOON } from '../messages.ts';

/** A model with a signal of each measure, and one with filters. */
export const MODEL: ScoreModel = {
  name: 'Revenue',
  decay: { type: 'half-life', days: 7 },
  target: 10,
  signals: [
    { key: 'any', event: '*', weight: 1, perDay: 'linear' },
    { key: 'spent', event: 'Paid', weight: 1, perDay: 'linear', measure: { sum: 'properties.total' } },
    { key: 'pages', event: '*', weight: 1, perDay: 'linear', measure: { distinct: 'context.path' } },
    { key: 'big', event: 'Paid', weight: 1, perDay: 'linear', where: { 'properties.plan': ['pro', 'team'] } },
  ],
};
/** A version to publish. */
export const PUBLISH: PublishModel = {
  definition: MODEL,
  author: 'Ada',
  reason: 'we know better now',
  at: NOON,
};
