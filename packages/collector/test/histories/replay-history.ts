import { expect } from 'vitest';
import type { AppendItem } from '../../src/storage/project-storage.ts';
import type { OpenStorage } from '../storage/contract/storage-subject.ts';
import { openSqliteStorage } from '../storage/sqlite-storage.ts';
import { PASSIVE_EVENT } from './arbitrary-messages.ts';
import { expectSame } from './expect-same.ts';
import { Senders, type Step, WHOLE_MODEL } from './history.ts';
import { ReferenceProject, type Verdict } from './reference-project.ts';
import type { Witness } from './witness.ts';

const PROJECT = {
  timeZone: 'America/St_Johns',
  passiveEvents: new Set([PASSIVE_EVENT]),
  // What the default model needs: thirty half-lives of fourteen days.
  retentionDays: 420,
};

/** Lets a history happen in SQLite and in the reference, and compares the two at its end. */
export async function replayHistory(steps: readonly Step[], witness: Witness): Promise<void> {
  const reference = new ReferenceProject(PROJECT);
  const senders = new Senders();
  const play = new Play(await openSqliteStorage({ ...PROJECT, now: () => senders.now }));
  let run = 0;
  try {
    for (const [batch, step] of steps.entries()) {
      if ('batch' in step) {
        const items = senders.send(step.batch);
        const verdicts = items.map((item) => reference.append(item));
        items.forEach((item, i) => {
          if (!('received' in item)) return;
          const receivedDay = reference.toDay(item.received.receivedAt);
          witness.see(item.received, verdicts[i] ?? { outcome: '' }, { batch, run, receivedDay });
        });
        play.append(items, verdicts);
      } else if ('publish' in step) play.publish(step.publish);
      else if ('waitMs' in step) senders.wait(step.waitMs);
      else if ('ticks' in step) await tick(step.ticks);
      else {
        run++;
        await play.restart(step.restart);
      }
    }
    // Versions are published in turn: after this one none is still being counted.
    play.publish(WHOLE_MODEL);
    await play.settle();
    await expectSame(reference, play.storage, senders.now);
    witness.seePeople(reference);
  } finally {
    await play.end();
  }
}

/** Nothing is awaited that need not be: appends share commits and run between the steps of a back-fill. */
class Play {
  storage: OpenStorage;
  private pending: Promise<void>[] = [];

  constructor(storage: OpenStorage) {
    this.storage = storage;
  }

  append(items: readonly AppendItem[], verdicts: readonly Verdict[]): void {
    this.pending.push(expectOutcomes(this.storage, items, verdicts));
  }

  publish(definition: typeof WHOLE_MODEL): void {
    const published = this.storage.writer.publishModel({ definition, author: 'a', reason: 'r', at: 1 });
    // A restart cuts it short: it goes on after it, or was never taken.
    const ignoreClosed = (error: { code?: string }) => expect(error.code).toBe('storage_closed');
    this.pending.push(published.then(() => undefined, ignoreClosed));
  }

  async restart({ isPatient }: { isPatient: boolean }): Promise<void> {
    if (isPatient) await this.settle();
    this.storage = await this.storage.reopen();
    await this.settle();
  }

  async settle(): Promise<void> {
    await Promise.all(this.pending.splice(0));
  }

  async end(): Promise<void> {
    await Promise.allSettled(this.pending);
    await this.storage.destroy();
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
