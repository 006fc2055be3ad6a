import fc from 'fast-check';
import { expect, test } from 'vitest';
import { computeAccountScore, toDayString } from '../src/index.ts';
import { close, scoreOf, scorings, sizeOf } from './scorings.ts';

test('an account of one seat and one healthy share of 1 scores what its member does, up to 200', () => {
  fc.assert(
    fc.property(scorings(), (scoring) => {
      const { model, counts, today } = scoring;
      const score = scoreOf(scoring);
      const account = computeAccountScore(model, [{ id: 'only', counts }], toDayString(today), {
        seats: 1,
        healthyShare: 1,
      });
      expect(close(account.score, Math.min(score.score, 200), sizeOf(score))).toBe(true);
      expect(account.activeShare).toBe(score.rounded >= 1 ? 1 : 0);
    }),
  );
});

test('an account does not depend on the order of its members', () => {
  const accounts = fc.array(scorings(), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(accounts, fc.integer({ min: 1, max: 9 }), (people, seats) => {
      const [{ model, today } = expect.fail()] = people;
      const members = people.map(({ counts }, i) => ({ id: `m${i}`, counts }));
      const day = toDayString(today);
      const account = computeAccountScore(model, members, day, { seats });
      const reversed = computeAccountScore(model, members.toReversed(), day, { seats });
      const size = people.reduce((sum, { counts }) => sum + sizeOf(scoreOf({ model, counts, today })), 0);
      expect(close(reversed.score, account.score, size)).toBe(true);
      expect(reversed.activeShare).toBe(account.activeShare);
      expect(close(reversed.topUserShare, account.topUserShare, 1)).toBe(true);
    }),
  );
});
