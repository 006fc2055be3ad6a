import type { AppendItem } from '../../src/storage/project-storage.ts';
import { DAY_MS } from '../storage/messages.ts';
import { PASSIVE_EVENT } from './arbitrary-messages.ts';
import { type Entry, type History, Senders } from './history.ts';
import type { NamedId } from './reference-erasures.ts';
import { type ReferenceErasure, ReferenceProject, type Verdict } from './reference-project.ts';
import type { Witness } from './witness.ts';

export const PROJECT = {
  timeZone: 'America/St_Johns',
  passiveEvents: new Set([PASSIVE_EVENT]),
  // What the default model needs: thirty half-lives of fourteen days.
  retentionDays: 420,
};

/** A history as it happens to the reference, seen by a witness. */
export class ReferenceRun {
  reference: ReferenceProject = new ReferenceProject(PROJECT);
  readonly senders: Senders = new Senders();
  private readonly witness: Witness;
  private batch = 0;
  private run = 0;
  private backup: ReferenceProject | undefined;
  private erasedSince: ReferenceErasure[] = [];

  constructor(witness: Witness) {
    this.witness = witness;
  }

  send(entries: readonly Entry[]): { items: AppendItem[]; verdicts: Verdict[] } {
    this.batch++;
    const items = this.senders.send(entries);
    const verdicts = items.map((item) => this.reference.append(item));
    items.forEach((item, i) => {
      const verdict = verdicts[i];
      if (!('received' in item) || verdict === undefined) return;
      const receivedDay = this.reference.toDay(item.received.receivedAt);
      this.witness.see(item.received, verdict, { batch: this.batch, run: this.run, receivedDay });
    });
    return { items, verdicts };
  }

  erase(id: NamedId): ReferenceErasure | undefined {
    const erasure = this.reference.erase(id, this.senders.now);
    if (erasure !== undefined) this.erasedSince.push(erasure);
    this.witness.seeErasure(id, erasure, this.run);
    return erasure;
  }

  backUp(): void {
    this.backup = this.reference.copy();
    this.erasedSince = [];
  }

  /** Nobody is back who was erased since; answers whether there was a backup. */
  restore(): boolean {
    if (this.backup === undefined) return false;
    this.run++;
    this.reference = this.backup.copy();
    for (const { ids, at } of this.erasedSince) this.reference.eraseAgain(ids, at);
    this.witness.seeRestore(this.erasedSince.length);
    return true;
  }

  restart(): void {
    this.run++;
  }

  end(): void {
    this.witness.seePeople(this.reference);
  }
}

/** A history that happens to the reference alone. */
export function imagineHistory(
  { steps, eventRetentionDays = PROJECT.retentionDays }: History,
  witness: Witness,
): void {
  const run = new ReferenceRun(witness);
  const { senders } = run;
  const daysAgo = (days: number) => run.reference.toDay(senders.now - days * DAY_MS);
  for (const step of steps) {
    if ('batch' in step) run.send(step.batch);
    else if ('waitMs' in step) senders.wait(step.waitMs);
    else if ('restart' in step) run.restart();
    else if ('erase' in step) run.erase(step.erase);
    else if ('backUp' in step) run.backUp();
    else if ('restore' in step) run.restore();
    else if ('retire' in step) {
      const counts = daysAgo(PROJECT.retentionDays);
      run.reference.retire({ events: daysAgo(eventRetentionDays), counts, keys: counts }, senders.now);
    }
  }
  run.end();
}
