import {
  amountOf,
  type DailyCount,
  defaultModel,
  type Message,
  matchesSignal,
  parseMessage,
  type ScoreModel,
} from '@ardent/core';
import { createDemoHistory, type DemoHistory } from '../../src/demo/create-demo-history.ts';
import type { DemoPlan } from '../../src/demo/demo-plan.ts';
import type { Character } from '../../src/demo/world/create-world.ts';
import { createSenderReader } from '../../src/ingest/read-sender.ts';

/** What `ardent demo` sends if nothing is said, with a fixed end: a Friday. */
export const DEFAULT_PLAN: DemoPlan = {
  seed: 1,
  profiles: 600,
  days: 90,
  endDay: '2026-11-20',
  timeZone: 'UTC',
};

/** Something that a person did, by day of the history (in UTC). */
export interface Deed {
  day: number;
  event: string;
}

/** A whole history, read as a collector would: bots left out, anonymous ids resolved to their users. */
export interface ToldDemo extends Pick<DemoHistory, 'world'> {
  person(name: string): Character;
  /** People of an account, the owner first. */
  members(account: string): Character[];
  /** What somebody did themselves, passive events left out. */
  deedsOf(person: Character): readonly Deed[];
  countsOf(person: Character): readonly DailyCount[];
  /** How often an event came on a day (UTC), over everybody. */
  countOn(event: string, day: number): number;
  /** Messages of bots and of people who were never known. */
  strangers: { bots: Message[]; visitors: Message[] };
}

interface Told {
  deeds: Deed[];
  amounts: Map<string, number>;
  values: Set<string>;
}

/** Reads a history whole, or up to an instant (milliseconds since 1970 UTC). */
export function tellDemo(plan: DemoPlan, until?: number): ToldDemo {
  const model = defaultModel();
  const history = createDemoHistory(plan, until);
  const { world } = history;
  const messages = [...history.messages()].map(toMessage);
  const owners = new Map<string, string>();
  for (const { userId, anonymousId } of messages) {
    if (userId !== undefined && anonymousId !== undefined && !owners.has(anonymousId)) {
      owners.set(anonymousId, userId);
    }
  }
  const readSender = createSenderReader();
  const told = new Map<string, Told>();
  const totals = new Map<string, number>();
  const strangers: ToldDemo['strangers'] = { bots: [], visitors: [] };
  for (const message of messages) {
    const userId = message.userId ?? owners.get(message.anonymousId ?? '');
    if (message.userAgent !== undefined && readSender(message.userAgent).isBot) strangers.bots.push(message);
    else if (userId === undefined) strangers.visitors.push(message);
    else if (message.event !== undefined) {
      const day = world.calendar.dayAt(message.timestamp ?? 0);
      const total = `${message.event} ${day}`;
      totals.set(total, (totals.get(total) ?? 0) + 1);
      addTo(getOrAdd(told, userId), message, { date: world.calendar.dateOf(day), day, model });
    }
  }
  const find = (name: string) => world.people.filter((person) => person.name === name);
  return {
    world,
    strangers,
    person: (name) => only(find(name).filter(({ account }) => account.story !== undefined)),
    members: (name) => world.people.filter(({ account }) => account.name === name),
    deedsOf: ({ userId }) => told.get(userId)?.deeds ?? [],
    countsOf: ({ userId }) => toCounts(told.get(userId)?.amounts ?? new Map()),
    countOn: (event, day) => totals.get(`${event} ${day}`) ?? 0,
  };
}

function toMessage(wire: unknown): Message {
  const parsed = parseMessage(wire);
  if (!parsed.ok) throw new Error(`${parsed.rejection.message}: ${JSON.stringify(wire)}`);
  return parsed.message;
}

function addTo(
  told: Told,
  message: Message,
  { date, day, model }: { date: string; day: number; model: ScoreModel },
): void {
  if (!message.nonInteraction) told.deeds.push({ day, event: `${message.event}` });
  for (const signal of model.signals) {
    const amount = matchesSignal(signal, message) ? amountOf(signal.measure, message) : undefined;
    const cell = `${date} ${signal.key}`;
    if (amount?.type === 'add') told.amounts.set(cell, (told.amounts.get(cell) ?? 0) + amount.amount);
    if (amount?.type !== 'value' || told.values.has(`${cell} ${amount.value}`)) continue;
    told.values.add(`${cell} ${amount.value}`);
    told.amounts.set(cell, (told.amounts.get(cell) ?? 0) + 1);
  }
}

function toCounts(amounts: ReadonlyMap<string, number>): DailyCount[] {
  return [...amounts].map(([cell, count]) => ({ day: cell.slice(0, 10), signal: cell.slice(11), count }));
}

function getOrAdd(told: Map<string, Told>, userId: string): Told {
  const known = told.get(userId) ?? { deeds: [], amounts: new Map(), values: new Set() };
  told.set(userId, known);
  return known;
}

function only<Item>(items: readonly Item[]): Item {
  const [item] = items;
  if (item === undefined || items.length > 1) throw new Error(`${items.length} found instead of one`);
  return item;
}
