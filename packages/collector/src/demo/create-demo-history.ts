import type { WireMessage } from '@ardent/core';
import type { NumberedAction } from './behaviour/action.ts';
import { createDemoCalendar } from './demo-calendar.ts';
import type { DemoPlan } from './demo-plan.ts';
import { isRoster, planDay, planRoster } from './plan-day.ts';
import { toWireMessage } from './wire/to-wire-message.ts';
import { createWorld, type World } from './world/create-world.ts';

/** The messages of made-up customers; made as they are asked for, so that a long history needs little memory. */
export interface DemoHistory {
  /** What everything is told from: for tests and documentation. */
  readonly world: World;
  /** All messages, in the order of their timestamps. */
  messages(): Generator<WireMessage>;
  /** Of the plan's days, who everybody is: all identify and group messages, by time. */
  roster(): Generator<WireMessage>;
  /** Everything else that is planned on one day, by time. Days are 0 to `plan.days` − 1. */
  day(day: number): Generator<WireMessage>;
  /**
   * In the order of their timestamps, the messages after an instant (milliseconds since 1970 UTC); without one, those
   * that `roster` and `day` leave out: what goes on after the plan's last day.
   */
  since(after?: number): Generator<WireMessage>;
}

const HOUR_MS = 3_600_000;
// Where the earliest clocks of the world are, a day has begun before it does in UTC.
const EARLIEST_ZONE_HOURS = 14;
// A visitor comes back within six days, by any clock, and reads until late.
const LONGEST_AFTERMATH_DAYS = 8;

/**
 * The history of a plan. The same plan gives the same messages with the same ids. `until` cuts off what comes after it,
 * so that the rest can be told when its time has come: the same story, which goes on after the plan's last day.
 *
 * @param until milliseconds since 1970 UTC; nothing later is told. Absent: all of the plan's days, and nothing after them.
 * @throws InvalidInputError for a plan that is none.
 */
export function createDemoHistory(plan: DemoPlan, until: number = Number.POSITIVE_INFINITY): DemoHistory {
  const days = Number.isFinite(until) ? Math.max(plan.days, 1 + lastDayBegunAt(until, plan)) : plan.days;
  const world = createWorld(plan, days);
  const run = runOf(plan);
  const inOrder = (actions: NumberedAction[], after = Number.NEGATIVE_INFINITY) =>
    actions.filter(({ at }) => at > after && at <= until).sort((a, b) => a.at - b.at);
  function* write(actions: Iterable<NumberedAction>): Generator<WireMessage> {
    for (const action of actions) yield toWireMessage(action, run);
  }
  const planned = numbersBetween(0, plan.days);
  const inSequence = (from: number, after?: number) =>
    tellInSequence(numbersBetween(from, days), world, (actions) => inOrder(actions, after));
  return {
    world,
    messages: () => write(inSequence(0)),
    roster: () => write(inOrder(planned.flatMap((day) => planRoster(day, world)))),
    day: (day) => write(inOrder(planDay(day, world).filter((action) => !isRoster(action)))),
    since(after) {
      if (after === undefined) return write(inSequence(plan.days));
      const from = Math.max(0, world.calendar.dayAt(after) - LONGEST_AFTERMATH_DAYS);
      return write(inSequence(from, after));
    },
  };
}

/** What the messageIds of a plan's messages begin with. */
export function runOf({ seed, profiles, days, endDay }: Omit<DemoPlan, 'timeZone'>): string {
  return `demo-${seed}-${profiles}-${days}-${endDay.replaceAll('-', '')}`;
}

function lastDayBegunAt(instant: number, plan: DemoPlan): number {
  return createDemoCalendar(plan).dayAt(instant + EARLIEST_ZONE_HOURS * HOUR_MS);
}

function* tellInSequence(
  days: readonly number[],
  world: World,
  inOrder: (actions: NumberedAction[]) => NumberedAction[],
): Generator<NumberedAction> {
  let waiting: NumberedAction[] = [];
  for (const day of days) {
    waiting = inOrder([...waiting, ...planDay(day, world)]);
    const nextBegins = world.calendar.instantOf(day + 1, 0, 'UTC') - EARLIEST_ZONE_HOURS * HOUR_MS;
    const ready = waiting.filter(({ at }) => at < nextBegins);
    waiting = waiting.slice(ready.length);
    yield* ready;
  }
  yield* waiting;
}

function numbersBetween(from: number, until: number): number[] {
  return Array.from({ length: Math.max(0, until - from) }, (_, index) => from + index);
}
