import type { Database } from 'better-sqlite3';
import type { Outcome, SetOutcomes } from '../../storage/model-work.ts';

interface OutcomeRow {
  name: string;
  event: string;
  good: number;
  once: number;
}

/** Replaces the outcomes, in the caller's transaction, with an entry in the audit. */
export function prepareSetOutcomes(db: Database): (request: SetOutcomes) => void {
  const clear = db.prepare('DELETE FROM outcome');
  const insert = db.prepare<[string, string, number, number]>('INSERT INTO outcome VALUES (?, ?, ?, ?)');
  const audit = db.prepare<[number, string, string]>(
    "INSERT INTO audit (at, actor, action, subject) VALUES (?, ?, 'outcomes-set', ?)",
  );
  return ({ outcomes, change: { at, actor } }) => {
    clear.run();
    for (const { name, event, good, once } of outcomes) insert.run(name, event, good ? 1 : 0, once ? 1 : 0);
    audit.run(at, actor, outcomes.map(({ name }) => name).join(', ') || 'none');
  };
}

export function prepareListOutcomes(db: Database): () => Outcome[] {
  const select = db.prepare<[], OutcomeRow>('SELECT * FROM outcome ORDER BY name');
  return () =>
    select.all().map(({ name, event, good, once }) => ({ name, event, good: good === 1, once: once === 1 }));
}
