import { CollectorError } from '../collector-error.ts';
import { type Migration, refuseNewer } from './migrate.ts';
import { explainDatabaseErrors, openDatabase } from './open-database.ts';

/**
 * Copies a database with SQLite's own backup, as it is at this moment, beside whoever writes it. Durable and checked
 * when it resolves.
 *
 * @param target is made; must not exist.
 * @throws CollectorError `database_unusable` naming the file and the remedy, `copy_damaged` if SQLite's check fails.
 */
export async function copyDatabase(source: string, target: string): Promise<void> {
  const database = openDatabase(source, { readonly: true, fileMustExist: true });
  try {
    // One snapshot for all of the copy: else each commit of the collector makes SQLite begin again.
    explainDatabaseErrors(source, () => {
      database.exec('BEGIN');
      database.prepare('SELECT count(*) FROM sqlite_schema').get();
    });
    await database.backup(target).catch((error: unknown) =>
      explainDatabaseErrors(source, () => {
        throw error;
      }),
    );
  } finally {
    database.close();
  }
  checkDatabase(target);
}

/**
 * Has SQLite check a copy that nobody uses yet.
 *
 * @param steps of its schema: it must be one that they reach.
 * @throws CollectorError `copy_damaged`, `database_too_new`.
 */
export function checkDatabase(path: string, steps?: readonly Migration[]): void {
  // Not read-only: only a connection that may write takes its log away again at the end.
  const database = openDatabase(path, { fileMustExist: true });
  try {
    const found = explainDatabaseErrors(path, () => database.pragma('quick_check(1)', { simple: true }));
    if (found !== 'ok') throw damaged(path, found);
    if (steps !== undefined) refuseNewer(database, steps);
  } finally {
    database.close();
  }
}

function damaged(path: string, found: unknown): CollectorError {
  return new CollectorError({
    code: 'copy_damaged',
    message: `${path} must be a whole database, got: ${found}`,
    hint: 'see "ardent verify" for the original, and use another backup',
  });
}
