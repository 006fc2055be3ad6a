import type { ReceivedMessage } from '../../src/storage/project-storage.ts';
import { formOf, ID_FORMS } from './message-ids.ts';
import type { NamedId } from './reference-erasures.ts';
import type { Person } from './reference-people.ts';
import { membershipsOf } from './reference-profile.ts';
import {
  correctTime,
  type ReferenceErasure,
  type ReferenceEvent,
  type ReferenceProject,
  type Verdict,
} from './reference-project.ts';

/** Where and when an item was sent. */
export interface Occasion {
  batch: number;
  /** How often the project was restarted before. */
  run: number;
  /** The day of the receipt, in the project's zone. */
  receivedDay: string;
}

const FORMS = [...Object.keys(ID_FORMS), 'random'];

/** What must occur in the histories, so that their agreement says something. */
export const OCCURRENCES: readonly string[] = [
  'late',
  'early',
  'in_future',
  'too_old',
  'clock corrected',
  'import without an id',
  'link of an anonymous history',
  'merge of known users',
  'merge_not_allowed',
  'shared computer',
  'membership on several days',
  'membership moved by a merge',
  'seats by a secret key',
  'seats refused',
  'opted out and in',
  'tie in time',
  'resend in its batch',
  'resend after a restart',
  'resend after a link',
  'resend after a merge',
  'resend with another timestamp',
  'resend with a userId filled in',
  'resend across midnight',
  'resend by import',
  'resend after its raw event was retired',
  'too old after its id was forgotten',
  'erasure by user id',
  'erasure by anonymous id',
  'erasure of nobody',
  'erasure of an absorbed profile',
  'erasure of messages that retention left',
  'erasure of rejected messages',
  'erasure of a dropped total',
  'backup restored',
  'backup restored after an erasure',
  'erased',
  'erased: import',
  'erased: alias',
  'erased after a restart',
  'resend of what was erased',
  'back after an erasure',
  'browser of an erased person, used by somebody else before',
  'resend of an import',
  'resend of an import without an id',
  ...FORMS.map((form) => `stored: ${form}`),
  ...FORMS.map((form) => `resend: ${form}`),
];

/** Counts what occurs in histories. */
export class Witness {
  readonly counts: Map<string, number> = new Map(OCCURRENCES.map((name) => [name, 0]));
  private erasedInRun = 0;
  private readonly occasions = new WeakMap<ReferenceEvent, Occasion>();

  /** An item and what has become of it. */
  see(received: ReceivedMessage, { outcome, event }: Verdict, occasion: Occasion): void {
    if (outcome === 'accepted' && event !== undefined) {
      this.occasions.set(event, occasion);
      this.note(...occurrencesOf(event));
    } else if (outcome === 'duplicate' && event !== undefined) {
      this.note(...resendsOf(received, event), ...this.betweenOf(event, occasion));
    } else if (outcome === 'erased') this.note(...this.refusalsOf(received, occasion));
    else this.note(outcome, ...(event?.isForgotten ? ['too old after its id was forgotten'] : []));
  }

  /** An erasure and whom it took away. */
  seeErasure({ kind }: NamedId, erasure: ReferenceErasure | undefined, run: number): void {
    if (erasure === undefined) {
      this.note('erasure of nobody');
      return;
    }
    this.erasedInRun = run;
    const { profiles, messages, rejectedMessages, droppedTotals } = erasure.erased;
    this.note(
      `erasure by ${kind} id`,
      ...list({
        'erasure of an absorbed profile': profiles > 1,
        'erasure of messages that retention left': messages > 0,
        'erasure of rejected messages': rejectedMessages > 0,
        'erasure of a dropped total': droppedTotals > 0,
      }),
    );
  }

  /** A backup that was restored after so many erasures. */
  seeRestore(erasures: number): void {
    this.note('backup restored', ...(erasures > 0 ? ['backup restored after an erasure'] : []));
  }

  /** A project at its end. */
  seePeople({ people, events }: ReferenceProject): void {
    for (const person of people.all) {
      const memberships = membershipsOf(person);
      if (new Set(memberships.map(({ day }) => day)).size > 1) this.note('membership on several days');
      const choices = new Set(person.events.map(({ message }) => message.optOut));
      if (choices.has(true) && choices.has(false)) this.note('opted out and in');
      if (hasTie(person)) this.note('tie in time');
      if (person.absorbedInto === undefined) continue;
      this.note(person.absorbedKnown ? 'merge of known users' : 'link of an anonymous history');
      if (memberships.length > 0) this.note('membership moved by a merge');
    }
    for (const { message, arrivedAs, received } of events) {
      const owner = message.anonymousId && people.find('anonymous', message.anonymousId);
      if (owner && message.userId !== undefined && owner.userId !== arrivedAs.userId)
        this.note('shared computer');
      if (message.type !== 'group' || message.traits['seats'] === undefined) continue;
      this.note(received.trusted ? 'seats by a secret key' : 'seats refused');
    }
  }

  private note(...names: string[]): void {
    for (const name of names) this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }

  private refusalsOf({ message: { type }, imported }: ReceivedMessage, { run }: Occasion): string[] {
    return list({
      erased: true,
      'erased: import': imported,
      'erased: alias': type === 'alias',
      'erased after a restart': run > this.erasedInRun,
    });
  }

  private betweenOf(first: ReferenceEvent, { batch, run, receivedDay }: Occasion): string[] {
    const before = this.occasions.get(first);
    return list({
      'resend in its batch': before?.batch === batch,
      'resend after a restart': before !== undefined && before.run < run,
      'resend across midnight': first.receivedDay < receivedDay,
    });
  }
}

function occurrencesOf({ received, message, at, erasedAt }: ReferenceEvent): string[] {
  const { receivedAt, imported } = received;
  return list({
    [`stored: ${formOf(message.messageId ?? '')}`]: message.messageId !== undefined,
    late: receivedAt - at > 86_400_000,
    early: correctTime(received) > receivedAt,
    'clock corrected': message.timestamp !== undefined && correctTime(received) !== message.timestamp,
    'import without an id': imported && message.messageId === undefined,
    'back after an erasure': erasedAt !== undefined && erasedAt <= at,
    'browser of an erased person, used by somebody else before': erasedAt !== undefined && erasedAt > at,
  });
}

function resendsOf({ message, imported }: ReceivedMessage, first: ReferenceEvent): string[] {
  const { arrivedAs, arrivedKnown } = first;
  const isLinked = arrivedAs.userId !== null || arrivedAs.absorbedInto !== undefined;
  return list({
    [`resend: ${formOf(message.messageId ?? '')}`]: message.messageId !== undefined,
    'resend after a link': !arrivedKnown && isLinked,
    'resend after a merge': arrivedKnown && arrivedAs.absorbedInto !== undefined,
    'resend with another timestamp': message.timestamp !== first.message.timestamp,
    'resend with a userId filled in': message.userId !== undefined && first.message.userId === undefined,
    'resend after its raw event was retired': first.isRetired === true,
    'resend of what was erased': first.isErased === true,
    'resend by import': imported && !first.received.imported,
    'resend of an import': !imported && first.received.imported,
    'resend of an import without an id': message.messageId === undefined,
  });
}

/** What is kept of two messages of an instant came first. */
function hasTie({ events }: Person): boolean {
  const told = events.filter(({ message }) => message.traits['plan'] !== undefined);
  return told.some(({ at, messageId, message: { type } }, i) =>
    told
      .slice(i + 1)
      .some((later) => later.message.type === type && later.at === at && later.messageId < messageId),
  );
}

function list(facts: Record<string, boolean>): string[] {
  return Object.entries(facts).flatMap(([name, isSo]) => (isSo ? [name] : []));
}
