import { expect, test } from 'vitest';
import { createPortions } from './portions.ts';

const nextTurn = () => new Promise(setImmediate);

/** Work that is done when it is told to be. */
function createHeld(bytes: number) {
  let finish = (): void => undefined;
  const result = new Promise<number>((resolve) => {
    finish = () => resolve(bytes);
  });
  return { begin: () => ({ bytes, result }), finish: () => finish() };
}

test('begins in order, once the events that are ready have had their turn', async () => {
  const { run } = createPortions();
  const order: string[] = [];
  const results = ['a', 'b', 'c'].map((name) =>
    run(() => {
      order.push(name);
      return { bytes: 1, result: Promise.resolve(name.toUpperCase()) };
    }),
  );
  expect(order).toEqual([]);
  expect(await Promise.all(results)).toEqual(['A', 'B', 'C']);
  expect(order).toEqual(['a', 'b', 'c']);
});

test('begins nothing while too much is held, and goes on as it is let go', async () => {
  const { run } = createPortions({ maxBytes: 100, portionMs: 1_000 });
  const held = [60, 60, 10].map(createHeld);
  const begun: number[] = [];
  const results = held.map(({ begin }, index) =>
    run(() => {
      begun.push(index);
      return begin();
    }),
  );
  await nextTurn();
  await nextTurn();
  expect(begun).toEqual([0, 1]);
  held[0]?.finish();
  expect(await results[0]).toBe(60);
  await nextTurn();
  expect(begun).toEqual([0, 1, 2]);
  for (const { finish } of held) finish();
  expect(await Promise.all(results)).toEqual([60, 60, 10]);
});

test('what takes long lets others have their turn in between', async () => {
  const { run } = createPortions({ maxBytes: 100, portionMs: 1 });
  const order: string[] = [];
  const slow = (name: string) =>
    run(() => {
      const until = performance.now() + 2;
      while (performance.now() < until);
      order.push(name);
      return { bytes: 1, result: Promise.resolve() };
    });
  const both = [slow('first'), slow('second')];
  // Comes when the first portion has begun: it is a reader of what else there is.
  setImmediate(() => setImmediate(() => order.push('third turn')));
  setImmediate(() => order.push('reader'));
  await Promise.all(both);
  expect(order.slice(0, 3)).toEqual(['first', 'reader', 'second']);
});

test('what fails, at once or later, holds nothing up', async () => {
  const { run } = createPortions({ maxBytes: 10, portionMs: 1_000 });
  const results = await Promise.allSettled([
    run(() => {
      throw new Error('at once');
    }),
    run(() => ({ bytes: 20, result: Promise.reject(new Error('later')) })),
    run(() => ({ bytes: 20, result: Promise.resolve('done') })),
  ]);
  expect(results).toMatchObject([
    { reason: { message: 'at once' } },
    { reason: { message: 'later' } },
    { value: 'done' },
  ]);
});
