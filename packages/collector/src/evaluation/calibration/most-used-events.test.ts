import { expect, it } from 'vitest';
import { tableOf } from '../../../test/evaluation/data-of.ts';
import { mostUsedEvents } from './most-used-events.ts';

it('keeps the 30 events that most people have, and names the others', () => {
  // Event k is used by k+1 people, by the first of them often.
  const rows = Array.from({ length: 33 }, (_, k) => k).flatMap((k) =>
    Array.from({ length: k + 1 }, (_, person) => [person, person % 3, `event ${k}`, 1] as const),
  );
  const many = Array.from({ length: 90 }, (_, day) => [0, day, 'event 0', 1] as const);
  const { kept, leftOut } = mostUsedEvents(tableOf(33, [...many, ...rows]));
  expect(leftOut).toEqual(['event 0', 'event 1', 'event 2']);
  expect(kept).toHaveLength(30);
});

it('leaves out events that nobody has counts of', () => {
  const table = tableOf(1, [
    [0, 1, 'login', 1],
    [0, 1, 'undone', 2],
    [0, 1, 'undone', -2],
  ]);
  expect(mostUsedEvents(table)).toEqual({ kept: ['login'], leftOut: [] });
});
