import type { ScoreModel } from '@ardent/core';
import { expect } from 'vitest';
import type { AppendItem } from '../../src/storage/project-storage.ts';
import type { OpenStorage } from '../storage/contract/storage-subject.ts';
import { DAY_MS } from '../storage/messages.ts';
import { openSqliteStorage } from '../storage/sqlite-storage.ts';
import { PASSIVE_EVENT } from './arbitrary-messages.ts';
import { expectRanked } from './expect-ranked.ts';
import { expectSame } from './expect-same.ts';
import { type History, Senders, type Step, WHOLE_MODEL } from './history.ts';
import { ReferenceProject, type Verdict } from './reference-project.ts';
import type { Witness } from './witness.ts';

const PROJECT = {
  timeZone: 'America/St_Johns',
  passiveEvents: new Set([PASSIVE_EVENT]),
  // What the default model needs: thirty half-lives of fourteen days.
  retentionDays: 420,
};

/** Lets a history happen in SQLite and in the reference, and compares the two at its end. */
export async function replayHistory({ steps, eventRetentionDays }: History, witness: Witness): Promise<void> {
  const senders = new Senders();
  const settings = { ...PROJECT, now: () => senders.now };
  const storage = await openSqliteStorage(
    eventRetentionDays === undefined ? settings : { ...settings, eventRetentionDays },
  );
  const play = new Play(storage, senders, witness);
  try {
    for (const step of steps) await play.take(step);
    await play.expectSame();
  } finally {
    await play.end();
  }
}

/** Nothing is awaited that need not be: appends share commits and run between the steps of a back-fill. */
class Play {
  private readonly reference = new ReferenceProject(PROJECT);
  private storage: OpenStorage;
  private readonly senders: Senders;
  private readonly witness: Witness;
  private pending: Promise<void>[] = [];
  private batch = 0;
  private run = 0;

  constructor(storage: OpenStorage, senders: Senders, witness: Witness) {
    this.storage = storage;
    this.senders = senders;
    this.witness = witness;
  }

  async take(step: Step): Promise<void> {
    if ('batch' in step) this.append(this.senders.send(step.batch));
    else if ('publish' in step) this.publish(step.publish);
    else if ('waitMs' in step) this.senders.wait(step.waitMs);
    else if ('ticks' in step) await tick(step.ticks);
    else if ('retire' in step) await this.retire();
    else await this.restart(step.restart);
  }

  async expectSame(): Promise<void> {
    // Versions are published in turn: after this one none is still being counted.
    this.publish(WHOLE_MODEL);
    await this.settle();
    const { now } = this.senders;
    await expectSame(this.reference, this.storage, now);
    await expectRanked(this.storage, this.reference.toDay(now));
    this.witness.seePeople(this.reference);
  }

  async end(): Promise<void> {
    await Promise.allSettled(this.pending);
    await this.storage.destroy();
  }

  private append(items: readonly AppendItem[]): void {
    this.batch++;
    const verdicts = items.map((item) => this.reference.append(item));
    items.forEach((item, i) => {
      const verdict = verdicts[i];
      if (!('received' in item) || verdict === undefined) return;
      const receivedDay = this.reference.toDay(item.received.receivedAt);
      this.witness.see(item.received, verdict, { batch: this.batch, run: this.run, receivedDay });
    });
    this.pending.push(expectOutcomes(this.storage, items, verdicts));
  }

  private publish(definition: ScoreModel): void {
    const published = this.storage.writer.publishModel({ definition, author: 'a', reason: 'r', at: 1 });
    // A restart cuts it short: it goes on after it, or was never taken.
    const ignoreClosed = (error: { code?: string }) => expect(error.code).toBe('storage_closed');
    this.pending.push(published.then(() => undefined, ignoreClosed));
  }

  /** What came before is still being stored and counted meanwhile. */
  private async retire(): Promise<void> {
    await this.storage.writer.retire();
    await this.settle();
    const kept = await this.storage.keptDays();
    this.reference.retire(kept);
    const today = Date.parse(this.reference.toDay(this.senders.now));
    const isAllowed =
      Date.parse(kept.counts) <= today - PROJECT.retentionDays * DAY_MS && kept.keys <= kept.counts;
    expect(isAllowed, `counts are kept from ${kept.counts}, keys from ${kept.keys}`).toBe(true);
  }

  private async restart({ isPatient }: { isPatient: boolean }): Promise<void> {
    this.run++;
    if (isPatient) await this.settle();
    this.storage = await this.storage.reopen();
    await this.settle();
  }

  private async settle(): Promise<void> {
    await Promise.all(this.pending.splice(0));
  }
}

async function expectOutcomes(
  { writer }: OpenStorage,
  items: readonly AppendItem[],
  verdicts: readonly Verdict[],
): Promise<void> {
  const outcomes = await writer.append(items);
  const names = outcomes.map((one) => (one.status === 'rejected' ? one.code : one.status));
  expect(names).toEqual(verdicts.map(({ outcome }) => outcome));
  outcomes.forEach((outcome, i) => {
    const event = verdicts[i]?.event;
    if (event === undefined || outcome.messageId === undefined) return;
    // What came without an id has the one it was given, again where it is an import.
    if (event.messageId === '') event.messageId = outcome.messageId;
    else if (event.message.messageId === undefined) expect(outcome.messageId).toBe(event.messageId);
  });
}

async function tick(count: number): Promise<void> {
  for (let n = 0; n < count; n++) await new Promise(setImmediate);
}
