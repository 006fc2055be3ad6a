import { computeAccountScore, computeScore, defaultModel } from '@ardent/core';
import { describe, expect, test } from 'vitest';
import type { Character } from '../../src/demo/world/create-world.ts';
import { DEFAULT_PLAN, tellDemo } from './tell-demo.ts';

const model = defaultModel();

/** What docs/demo.md says holds with any seed, whatever weekday the history ends on. */
const PLANS = [
  DEFAULT_PLAN,
  { ...DEFAULT_PLAN, seed: 7, endDay: '2026-11-22' },
  { ...DEFAULT_PLAN, seed: 12, endDay: '2026-06-30' },
];

describe.each(PLANS)('seed $seed, $days days until $endDay', (plan) => {
  const demo = tellDemo(plan);
  const { calendar, turningPoints, people } = demo.world;
  const { last } = calendar;

  const scoreOn = (person: Character, day: number) =>
    computeScore(model, demo.countsOf(person), calendar.dateOf(day));

  function accountOn(name: string, day: number) {
    const members = demo
      .members(name)
      .map((person) => ({ id: person.userId, counts: demo.countsOf(person) }));
    const seats = demo.members(name)[0]?.account.seats ?? 0;
    return computeAccountScore(model, members, calendar.dateOf(day), { seats });
  }

  const meanScore = (group: readonly Character[], dayOf: (person: Character) => number) =>
    group.reduce((sum, person) => sum + scoreOn(person, dayOf(person)).score, 0) / group.length;

  const hasDone = (person: Character, event: string) =>
    demo.deedsOf(person).some((deed) => deed.event === event);

  const activeDays = (person: Character, from: number, until: number) =>
    new Set(demo.deedsOf(person).flatMap(({ day }) => (day >= from && day < until ? [day] : []))).size;

  const meanActiveDays = (group: readonly Character[], from: number, until: number) =>
    group.reduce((sum, person) => sum + activeDays(person, from, until), 0) / group.length;

  describe('the champion who leaves', () => {
    const ingrid = demo.person('Ingrid Solheim');
    const leavesOn = ingrid.life.lastUseOn;

    test('her account lives by her alone before, and collapses after', () => {
      expect(calendar.weekdayOf(leavesOn)).toBe(4);
      expect(accountOn('Halden Robotics', leavesOn)).toMatchObject({ singleThreaded: true });
      const [before, after] = [accountOn('Halden Robotics', leavesOn), accountOn('Halden Robotics', last)];
      expect(after.score).toBeLessThan(0.6 * before.score);
      expect(scoreOn(ingrid, leavesOn).band).toBe('power_user');
      expect(scoreOn(ingrid, leavesOn + 14).momentumState).toBe('cliff');
    });

    test('nobody there cancels: it is silence alone that tells', () => {
      const events = demo.members('Halden Robotics').flatMap((person) => demo.deedsOf(person));
      expect(events.filter(({ event }) => event === 'Subscription Cancelled')).toEqual([]);
    });
  });

  describe('churn after fading', () => {
    const members = demo.members('Marlow Print');

    test('all cancel, and came less and less long before', () => {
      expect(members.every((person) => hasDone(person, 'Subscription Cancelled'))).toBe(true);
      const before = meanScore(members, () => 28);
      const atLast = meanScore(members, ({ life: { cancelledOn = 0 } }) => cancelledOn - 1);
      expect(atLast).toBeLessThan(0.5 * before);
    });

    test('Tom Wexler stays below 0 after cancelling', () => {
      const tom = demo.person('Tom Wexler');
      expect(tom.life.cancelledOn).toBe(last - 9);
      expect(scoreOn(tom, last).band).toBe('churn_risk');
    });
  });

  describe('trials', () => {
    test('Bluefin Analytics pays, Oxbow Legal never does', () => {
      const paid = (name: string) =>
        demo.members(name).filter((person) => hasDone(person, 'Subscription Started')).length;
      expect(paid('Bluefin Analytics')).toBe(6);
      expect(paid('Oxbow Legal')).toBe(0);
    });

    test('twelve days in, the scores tell them apart', () => {
      const atTwelve = (name: string) => meanScore(demo.members(name), ({ joinedOn }) => joinedOn + 12);
      expect(atTwelve('Bluefin Analytics')).toBeGreaterThan(1.5 * atTwelve('Oxbow Legal'));
    });

    test('in general some convert and some fade', () => {
      const ended = people.filter(({ life }) => (life.trialEndsOn ?? Number.POSITIVE_INFINITY) <= last);
      const converted = ended.filter(({ life }) => life.convertedOn !== undefined);
      expect(ended.length).toBeGreaterThan(60);
      expect(converted.length / ended.length).toBeGreaterThan(0.3);
      expect(converted.length / ended.length).toBeLessThan(0.75);
      expect(converted.every((person) => hasDone(person, 'Subscription Started'))).toBe(true);
    });
  });

  describe('power users and the robot', () => {
    test('Kestrel Labs is far above 100', () => {
      const others = demo.members('Kestrel Labs').filter(({ name }) => name !== 'Ravi Menon');
      expect(others.every((person) => scoreOn(person, last).rounded > 150)).toBe(true);
    });

    test('Ravi Menon hardly comes, but a monitor signs in as him every twenty minutes', () => {
      const ravi = demo.person('Ravi Menon');
      expect(scoreOn(ravi, last).rounded).toBeLessThan(41);
      const asRavi = demo.strangers.bots.filter(({ userId }) => userId === ravi.userId);
      expect(asRavi.length).toBeGreaterThan(plan.days * 70);
    });

    test('crawlers come every day and are nobody', () => {
      const crawlers = demo.strangers.bots.filter(({ userId }) => userId === undefined);
      expect(crawlers.length).toBeGreaterThan(plan.days * 15);
    });
  });

  describe('support storms', () => {
    const ticketsOn = (name: string, day: number) =>
      demo
        .members(name)
        .flatMap((person) => demo.deedsOf(person))
        .filter((deed) => deed.event === 'Support Ticket Created' && deed.day === day).length;
    const monday = (least: number) => calendar.weekdayBefore(0, least);

    test('Tessera Foods writes dozens of tickets, is angry for a week, and comes back', () => {
      const from = monday(30);
      for (const day of [from, from + 1, from + 2])
        expect(ticketsOn('Tessera Foods', day)).toBeGreaterThan(10);
      expect(accountOn('Tessera Foods', from + 6).score).toBeLessThan(
        0.9 * accountOn('Tessera Foods', from - 1).score,
      );
      expect(accountOn('Tessera Foods', last).score).toBeGreaterThan(
        0.9 * accountOn('Tessera Foods', from - 1).score,
      );
    });

    test('Corvid Media lives through the same, and does not come back', () => {
      const from = monday(18);
      expect(ticketsOn('Corvid Media', from)).toBeGreaterThan(10);
      const cancelled = demo.members('Corvid Media').filter(({ life }) => life.cancelledOn !== undefined);
      expect(cancelled).toHaveLength(4);
      expect(accountOn('Corvid Media', last).score).toBeLessThan(
        0.4 * accountOn('Corvid Media', from - 1).score,
      );
    });
  });

  describe('two devices', () => {
    const noa = demo.person('Noa Lindqvist');

    test('Noa Lindqvist read on the phone before signing up at a desk, and is one person', () => {
      expect(noa.phone.anonymousId).not.toBe(noa.desktop.anonymousId);
      expect(demo.deedsOf(noa).filter(({ day }) => day === noa.joinedOn - 2).length).toBeGreaterThan(1);
      expect(demo.deedsOf(noa)).toContainEqual({ day: noa.joinedOn, event: 'Signed Up' });
      expect(demo.strangers.visitors.map(({ anonymousId }) => anonymousId)).not.toContain(
        noa.phone.anonymousId,
      );
    });

    test('most visitors are never known', () => {
      const ids = new Set(demo.strangers.visitors.map(({ anonymousId }) => anonymousId));
      expect(ids.size).toBeGreaterThan(200);
    });
  });

  test('the release brings a new view and more visits', () => {
    const { releaseOn } = turningPoints;
    const used = (day: number) => demo.countOn('Timeline Viewed', day);
    expect(Array.from({ length: releaseOn }, (_, day) => used(day)).every((count) => count === 0)).toBe(true);
    expect(used(releaseOn)).toBeGreaterThan(10);
    const steady = people.filter(
      ({ account, joinedOn, life }) =>
        !account.hasTimesheets && !account.story && joinedOn < 0 && life.lastUseOn > last,
    );
    const [before, after] = [
      meanActiveDays(steady, releaseOn - 14, releaseOn),
      meanActiveDays(steady, releaseOn + 7, releaseOn + 21),
    ];
    expect(after).toBeGreaterThan(1.08 * before);
  });

  test('the outage takes one event almost whole for a day, and nothing else', () => {
    const { day, event } = turningPoints.outage;
    const sameDays = [7, 14, 21, 28].map((ago) => demo.countOn(event, day - ago)).sort((a, b) => a - b);
    const median = ((sameDays[1] ?? 0) + (sameDays[2] ?? 0)) / 2;
    expect(median).toBeGreaterThanOrEqual(25);
    expect(demo.countOn(event, day)).toBeLessThan(0.2 * median);
    expect(demo.countOn(event, day + 1)).toBeGreaterThan(0.5 * median);
    for (const other of ['Task Created', 'Comment Added', 'Task Completed']) {
      expect(demo.countOn(other, day)).toBeGreaterThan(0.6 * demo.countOn(other, day - 7));
    }
  });

  test('half of those who cancel export their data first', () => {
    const cancelled = people.filter(({ life }) => (life.cancelledOn ?? Number.POSITIVE_INFINITY) <= last);
    const exporters = cancelled.filter((person) => {
      const { cancelledOn = 0 } = person.life;
      const exports = demo
        .deedsOf(person)
        .filter(({ event, day }) => event === 'Report Exported' && day >= cancelledOn - 6);
      return exports.length >= 10;
    });
    expect(exporters.length / cancelled.length).toBeGreaterThan(0.3);
    expect(exporters.length / cancelled.length).toBeLessThan(0.7);
  });
});
