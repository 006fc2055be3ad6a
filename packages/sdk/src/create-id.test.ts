import { afterEach, expect, test, vi } from 'vitest';
import { createId } from './create-id.ts';

afterEach(() => vi.unstubAllGlobals());

test('an id is a UUIDv7 that begins with its time', () => {
  const time = Date.UTC(2026, 0, 1);
  const id = createId(time);
  expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(time);
});

test('ids sort by their times and do not meet, without crypto neither', () => {
  expect(createId(1e12) < createId(1e12 + 1)).toBe(true);
  vi.stubGlobal('crypto', undefined);
  expect(new Set(Array.from({ length: 1_000 }, () => createId(1e12))).size).toBe(1_000);
});
