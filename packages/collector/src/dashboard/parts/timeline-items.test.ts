import { expect, test } from 'vitest';
import type { StoredEvent } from '../../storage/project-storage.ts';
import { toTimelineDays } from './timeline-items.ts';

const event = (type: StoredEvent['type'], day: string, more: Partial<StoredEvent> = {}): StoredEvent => ({
  messageId: `${type}-${day}`,
  type,
  event: type,
  timestamp: 0,
  day,
  properties: {},
  traits: {},
  context: {},
  isPassive: false,
  isBot: false,
  ...more,
});

const shape = (events: StoredEvent[]) =>
  toTimelineDays(events).map(({ day, items }) => [
    day,
    ...items.map((item) => ('views' in item ? item.views.length : item.event.type)),
  ]);

test('three views in a row are one item, two are not, and what lies between parts them', () => {
  const days = ['page', 'page', 'screen', 'track', 'page', 'page', 'identify', 'page'] as const;
  expect(shape(days.map((type) => event(type, '2026-01-02')))).toEqual([
    ['2026-01-02', 3, 'track', 'page', 'page', 'identify', 'page'],
  ]);
});

test('runs end with their day, and bots stay visible one by one', () => {
  expect(
    shape([
      event('page', '2026-01-02'),
      event('page', '2026-01-02'),
      event('page', '2026-01-01'),
      ...Array.from({ length: 4 }, () => event('page', '2026-01-01', { isBot: true })),
    ]),
  ).toEqual([
    ['2026-01-02', 'page', 'page'],
    ['2026-01-01', 'page', 'page', 'page', 'page', 'page'],
  ]);
  expect(shape([])).toEqual([]);
});
