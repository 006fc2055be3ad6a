import { generateKeyId } from '../../access/generate-token.ts';
import { hashToken } from '../../access/hash-token.ts';
import type { ControlStorage, NewKey, StoredKey } from '../../storage/control-storage.ts';
import { migrate } from '../migrate.ts';
import { explainDatabaseErrors, openDatabase } from '../open-database.ts';
import { prepareAuditRows } from './audit-rows.ts';
import { CONTROL_MIGRATIONS } from './control-schema.ts';
import { prepareKeyRows } from './key-rows.ts';
import { prepareProjectRows } from './project-rows.ts';
import { prepareTokenRows } from './token-rows.ts';

/**
 * Control data in one SQLite file, made or migrated as needed. Several processes may have it open at once.
 *
 * @throws CollectorError `database_unusable` or `database_too_new`.
 */
export function openControlStorage(path: string): ControlStorage {
  const database = openDatabase(path);
  explainDatabaseErrors(path, () => migrate(database, CONTROL_MIGRATIONS));
  const projects = prepareProjectRows(database);
  const keys = prepareKeyRows(database);
  const sessions = prepareTokenRows(database, 'session');
  const links = prepareTokenRows(database, 'login_link');
  const audit = prepareAuditRows(database);
  const countCheck = database.prepare('UPDATE write_check SET count = count + 1');

  const read = async <Result>(run: () => Result): Promise<Result> => explainDatabaseErrors(path, run);
  const commit = async <Result>(run: () => Result): Promise<Result> =>
    explainDatabaseErrors(path, () => database.transaction(run).immediate());

  function putKey(key: NewKey): StoredKey {
    const hash = hashToken(key.key);
    for (const keyId of keys.end(key)) audit.add('key-ended', keyId, key.change);
    keys.put(generateKeyId(), hash, key);
    const stored = keys.find(hash);
    if (stored === undefined) throw new Error('a key that was just put is not there');
    audit.add('key-added', stored.keyId, key.change);
    return stored;
  }

  return {
    listProjects: () => read(projects.list),
    findProject: (projectId) => read(() => projects.find(projectId)),
    addProject: (project, change) =>
      commit(() => {
        projects.add(project);
        audit.add('project-added', project.projectId, change);
      }),
    setTimeZone: (projectId, timeZone, change) =>
      commit(() => {
        projects.setTimeZone(projectId, timeZone);
        audit.add('time-zone-set', projectId, change);
      }),
    listKeys: (projectId, at) => read(() => keys.listValid(projectId, at)),
    findStoredKey: (key) => read(() => keys.find(hashToken(key))),
    putKey: (key) => commit(() => putKey(key)),
    openSession: ({ token, change, ...session }) =>
      commit(() => {
        sessions.removeExpired(change.at);
        sessions.add(hashToken(token), session);
        audit.add('session-opened', session.projectId ?? 'all projects', change);
      }),
    findSession: (token, at) => read(() => sessions.find(hashToken(token), at)),
    closeSession: (token, change) =>
      commit(() => {
        const session = sessions.take(hashToken(token), change.at);
        if (session !== undefined) audit.add('session-closed', session.projectId ?? 'all projects', change);
      }),
    addLoginLink: ({ token, change, ...session }) =>
      commit(() => {
        links.removeExpired(change.at);
        links.add(hashToken(token), session);
      }),
    redeemLoginLink: (token, at) => commit(() => links.take(hashToken(token), at)),
    listAudit: (limit) => read(() => audit.latest(limit)),
    checkWritable: () => commit(() => void countCheck.run()),
    close: async () => void database.close(),
  };
}
