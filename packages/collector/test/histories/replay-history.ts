import type { ScoreModel } from '@ardent/core';
import { expect } from 'vitest';
import type { AppendItem, ProfileId } from '../../src/storage/project-storage.ts';
import type { OpenStorage } from '../storage/contract/storage-subject.ts';
import { DAY_MS } from '../storage/messages.ts';
import { openSqliteStorage } from '../storage/sqlite-storage.ts';
import { createMemoryRecord, expectErased, expectSameQuarantine, expectUnknown } from './expect-erased.ts';
import { expectRanked } from './expect-ranked.ts';
import { expectSame } from './expect-same.ts';
import { type Entry, type History, type Step, WHOLE_MODEL } from './history.ts';
import type { NamedId } from './reference-erasures.ts';
import type { Verdict } from './reference-project.ts';
import { PROJECT, ReferenceRun } from './reference-run.ts';
import type { Witness } from './witness.ts';

const LONGEST_PAUSE_MS = 7 * DAY_MS;
const CHECK_MS = DAY_MS / 12;

/** Lets a history happen in SQLite and in the reference, and compares the two at its end. */
export async function replayHistory({ steps, eventRetentionDays }: History, witness: Witness): Promise<void> {
  const run = new ReferenceRun(witness);
  const settings = { ...PROJECT, now: () => run.senders.now, tombstones: createMemoryRecord() };
  const storage = await openSqliteStorage(
    eventRetentionDays === undefined ? settings : { ...settings, eventRetentionDays },
  );
  const play = new Play(storage, run);
  try {
    for (const step of steps) await play.take(step);
    await play.expectSame();
  } finally {
    await play.end();
  }
}

/** Nothing is awaited that need not be: appends share commits and run between the steps of a back-fill. */
class Play {
  private storage: OpenStorage;
  private readonly imagined: ReferenceRun;
  private pending: Promise<void>[] = [];
  private erased: ProfileId[] = [];

  constructor(storage: OpenStorage, imagined: ReferenceRun) {
    this.storage = storage;
    this.imagined = imagined;
  }

  async take(step: Step): Promise<void> {
    if ('batch' in step) this.append(step.batch);
    else if ('publish' in step) this.publish(step.publish);
    else if ('waitMs' in step) await this.wait(step.waitMs);
    else if ('ticks' in step) await tick(step.ticks);
    else if ('retire' in step) await this.retire();
    else if ('erase' in step) await this.erase(step.erase);
    else if ('backUp' in step) await this.backUp();
    else if ('restore' in step) await this.restore();
    else await this.restart(step.restart);
  }

  async expectSame(): Promise<void> {
    // Versions are published in turn: after this one none is still being counted.
    this.publish(WHOLE_MODEL);
    await this.settle();
    const { reference, senders } = this.imagined;
    await expectSame(reference, this.storage, senders.now);
    await expectUnknown(this.erased, this.storage);
    await expectSameQuarantine(reference, this.storage);
    await expectRanked(this.storage, reference.toDay(senders.now));
    this.imagined.end();
  }

  async end(): Promise<void> {
    await Promise.allSettled(this.pending);
    await this.storage.destroy();
  }

  private append(entries: readonly Entry[]): void {
    const { items, verdicts } = this.imagined.send(entries);
    this.pending.push(expectOutcomes(this.storage, items, verdicts));
  }

  private publish(definition: ScoreModel): void {
    const published = this.storage.writer.publishModel({ definition, author: 'a', reason: 'r', at: 1 });
    // A restart cuts it short: it goes on after it, or was never taken.
    const ignoreClosed = (error: { code?: string }) => expect(error.code).toBe('storage_closed');
    this.pending.push(published.then(() => undefined, ignoreClosed));
  }

  /** After a long time off the collector has run for a day, and believes its clock again. */
  private async wait(ms: number): Promise<void> {
    const { senders } = this.imagined;
    const runningMs = ms > LONGEST_PAUSE_MS ? DAY_MS : 0;
    senders.wait(ms - runningMs);
    for (let ranMs = 0; ranMs < runningMs; ranMs += CHECK_MS) {
      await this.retire();
      senders.wait(CHECK_MS);
    }
  }

  /** What came before is still being stored and counted meanwhile. */
  private async retire(): Promise<void> {
    const retired = await this.storage.writer.retire().catch(ignoreJump);
    if (retired === undefined) return;
    await this.settle();
    const kept = await this.storage.keptDays();
    const { reference, senders } = this.imagined;
    reference.retire(kept, senders.now);
    const today = Date.parse(reference.toDay(senders.now));
    const isAllowed =
      Date.parse(kept.counts) <= today - PROJECT.retentionDays * DAY_MS && kept.keys <= kept.counts;
    expect(isAllowed, `counts are kept from ${kept.counts}, keys from ${kept.keys}`).toBe(true);
  }

  /** What was sent before is stored before. */
  private async erase(id: NamedId): Promise<void> {
    const change = { actor: 'a', at: this.imagined.senders.now };
    const ref = id.kind === 'user' ? { userId: id.id } : { anonymousId: id.id };
    const receipt = await this.storage.writer.eraseProfile({ ref, change });
    await expectErased(this.imagined.erase(id), receipt, this.storage);
    if (receipt !== undefined) this.erased.push(receipt.profileId);
  }

  private async backUp(): Promise<void> {
    await this.settle();
    await this.storage.keepCopy();
    this.imagined.backUp();
  }

  private async restore(): Promise<void> {
    await this.settle();
    if (!this.imagined.restore()) return;
    // Numbers of people who came after the backup are free again.
    this.erased = [];
    this.storage = await this.storage.reopen('copy');
  }

  private async restart({ isPatient }: { isPatient: boolean }): Promise<void> {
    this.imagined.restart();
    if (isPatient) await this.settle();
    this.storage = await this.storage.reopen();
    await this.settle();
  }

  private async settle(): Promise<void> {
    await Promise.all(this.pending.splice(0));
  }
}

function ignoreJump(error: { code?: string }): undefined {
  expect(error.code).toBe('clock_jumped');
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
