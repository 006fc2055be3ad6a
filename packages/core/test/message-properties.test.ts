import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMessage } from '../src/index.ts';

// Hundreds of large inputs: slow where many tests share few processors.
describe('whatever comes', { timeout: 30_000 }, () => {
  const mostly = <T>(good: fc.Arbitrary<T>) =>
    fc.oneof<fc.WeightedArbitrary<unknown>[]>(
      { weight: 9, arbitrary: good },
      { weight: 1, arbitrary: fc.jsonValue() },
    );
  const texts = fc.string({ unit: 'binary' });
  const objects = fc.dictionary(texts, fc.jsonValue({ stringUnit: 'binary' }));
  const contexts = fc.record(
    {
      page: mostly(
        fc.record({ path: texts, url: texts, title: texts, referrer: texts }, { requiredKeys: [] }),
      ),
      campaign: mostly(fc.dictionary(texts, texts)),
      sessionId: mostly(fc.integer()),
      locale: mostly(texts),
      traits: mostly(objects),
    },
    { requiredKeys: [] },
  );
  const messages = fc.record(
    {
      type: mostly(fc.constantFrom('track', 'identify', 'group', 'page', 'screen', 'alias')),
      event: mostly(fc.oneof(fc.string(), texts)),
      userId: mostly(fc.oneof(fc.string({ minLength: 1 }), fc.integer())),
      anonymousId: mostly(fc.uuid()),
      groupId: mostly(fc.string({ minLength: 1 })),
      previousId: mostly(fc.string({ minLength: 1 })),
      properties: mostly(objects),
      traits: mostly(objects),
      timestamp: mostly(
        fc
          .date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })
          .map((date) => date.toISOString()),
      ),
      context: mostly(contexts),
    },
    { requiredKeys: ['type', 'event', 'userId'] },
  );
  const wires = fc.oneof({ weight: 9, arbitrary: messages }, { weight: 1, arbitrary: fc.anything() });

  test('it is answered, with texts that any store can hold, and left as it was', () => {
    let accepted = 0;
    fc.assert(
      fc.property(wires, (value) => {
        const before = fc.stringify(value);
        const parsed = parseMessage(value);
        expect(fc.stringify(value)).toBe(before);
        if (!parsed.ok) {
          expect(parsed.rejection.message).toMatch(/ must (be|have|name) .*: /s);
          return;
        }
        accepted++;
        const text = JSON.stringify(parsed.message);
        expect(text).not.toMatch(/\\u0000|\\ud[89a-f]/);
        expect(parseMessage({ ...JSON.parse(text), timestamp: null }).ok).toBe(true);
      }),
      { numRuns: 500 },
    );
    expect(accepted).toBeGreaterThan(50);
  });
});
