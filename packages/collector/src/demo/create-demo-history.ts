import type { WireMessage } from '@ardent/core';
import type { NumberedAction } from './behaviour/action.ts';
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
  /** Who everybody is: all identify and group messages, by time. */
  roster(): Generator<WireMessage>;
  /** Everything else that is planned on one day, by time. Days are 0 to `plan.days` − 1. */
  day(day: number): Generator<WireMessage>;
}

const HOUR_MS = 3_600_000;
// Where the earliest clocks of the world are, a day has begun before it does in UTC.
const EARLIEST_ZONE_HOURS = 14;

/**
 * The history of a plan. The same plan gives the same messages with the same ids; `until` only cuts off what comes
 * after it, so that the rest can be sent when its time has come.
 *
 * @param until milliseconds since 1970 UTC; nothing later is told.
 * @throws InvalidInputError for a plan that is none.
 */
export function createDemoHistory(plan: DemoPlan, until: number = Number.POSITIVE_INFINITY): DemoHistory {
  const world = createWorld(plan);
  const run = runOf(plan);
  const inOrder = (actions: NumberedAction[]) =>
    actions.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
  function* write(actions: Iterable<NumberedAction>): Generator<WireMessage> {
    for (const action of actions) yield toWireMessage(action, run);
  }
  return {
    world,
    messages: () => write(inSequence(world, inOrder)),
    roster: () => write(inOrder(everyDay(world).flatMap((day) => planRoster(day, world)))),
    day: (day) => write(inOrder(planDay(day, world).filter((action) => !isRoster(action)))),
  };
}

/** What the messageIds of a plan's messages begin with. */
export function runOf({ seed, profiles, days, endDay }: Omit<DemoPlan, 'timeZone'>): string {
  return `demo-${seed}-${profiles}-${days}-${endDay.replaceAll('-', '')}`;
}

function* inSequence(
  world: World,
  inOrder: (actions: NumberedAction[]) => NumberedAction[],
): Generator<NumberedAction> {
  let waiting: NumberedAction[] = [];
  for (const day of everyDay(world)) {
    waiting = inOrder([...waiting, ...planDay(day, world)]);
    const nextBegins = world.calendar.instantOf(day + 1, 0, 'UTC') - EARLIEST_ZONE_HOURS * HOUR_MS;
    const ready = waiting.filter(({ at }) => at < nextBegins);
    waiting = waiting.slice(ready.length);
    yield* ready;
  }
  yield* waiting;
}

function everyDay({ plan }: World): number[] {
  return Array.from({ length: plan.days }, (_, day) => day);
}
