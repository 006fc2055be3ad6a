import { describe, expect, test } from 'vitest';
import { readEnvelope } from './read-envelope.ts';

const MESSAGE = { type: 'track', event: 'Clicked', userId: 'u' };

describe('a batch', () => {
  test('has messages, and what is said for all of them', () => {
    const body = {
      batch: [MESSAGE],
      context: { locale: 'de' },
      sentAt: '2026-03-02T12:00:00.000Z',
      writeKey: 'wk',
    };
    expect(readEnvelope('batch', body)).toEqual({
      messages: [MESSAGE],
      context: { locale: 'de' },
      sentAt: Date.UTC(2026, 2, 2, 12),
      writeKey: 'wk',
    });
  });

  test('may have its key in its first message', () => {
    expect(readEnvelope('batch', { batch: [{ ...MESSAGE, writeKey: 'wk' }, MESSAGE] }).writeKey).toBe('wk');
    expect(
      readEnvelope('batch', { batch: [MESSAGE, { ...MESSAGE, writeKey: 'wk' }] }).writeKey,
    ).toBeUndefined();
  });

  test.each([
    ['2026-03-02T12:00:00+02:00', Date.UTC(2026, 2, 2, 10)],
    ['2026-03-02T12:00:00', Date.UTC(2026, 2, 2, 12)],
    ['2026-03-02', Date.UTC(2026, 2, 2)],
    [1_772_452_800_000, 1_772_452_800_000],
    ['yesterday', undefined],
    [{}, undefined],
    [null, undefined],
  ])('sent at %j', (sentAt, time) => {
    expect(readEnvelope('batch', { batch: [], sentAt }).sentAt).toBe(time);
  });

  test.each([
    [[MESSAGE], 'the body must be a JSON object, got a list'],
    ['text', 'the body must be a JSON object, got a string'],
    [null, 'the body must be a JSON object, got null'],
    [{}, 'batch must be a list of messages, got nothing'],
    [{ batch: { 0: MESSAGE } }, 'batch must be a list of messages, got an object'],
    [{ batch: [], context: 'x' }, 'context must be an object, got a string'],
  ])('is not %j', (body, detail) => {
    expect(() => readEnvelope('batch', body)).toThrow(
      expect.objectContaining({
        problem: expect.objectContaining({ status: 400, code: 'invalid_envelope', detail }),
      }),
    );
  });

  test('of more messages than any client sends is too large', () => {
    expect(readEnvelope('batch', { batch: Array(50_000).fill(0) }).messages).toHaveLength(50_000);
    expect(() => readEnvelope('batch', { batch: Array(50_001).fill(0) })).toThrow(
      expect.objectContaining({
        problem: expect.objectContaining({ status: 413, code: 'too_many_messages' }),
      }),
    );
  });
});

test('on its own route, the body is the message and the route its type', () => {
  const body = { userId: 'u', writeKey: 'wk', sentAt: '2026-03-02T12:00:00.000Z' };
  expect(readEnvelope('identify', body)).toEqual({ messages: [body], type: 'identify', writeKey: 'wk' });
});
