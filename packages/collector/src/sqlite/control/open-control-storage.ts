import { generateKeyId } from '../../access/generate-token.ts';
import { hashToken } from '../../access/hash-token.ts';
import type {
  AuditEntry,
  ControlStorage,
  KeyChange,
  KeySettings,
  NewKey,
  Session,
  StoredKey,
} from '../../storage/control-storage.ts';
import { migrate } from '../migrate.ts';
import { explainDatabaseErrors, openDatabase } from '../open-database.ts';
import { prepareAuditRows } from './audit-rows.ts';
import { CONTROL_MIGRATIONS } from './control-schema.ts';
import { prepareKeyRows } from './key-rows.ts';
import { prepareProjectRows } from './project-rows.ts';
import { prepareTokenRows } from './token-rows.ts';

const CHECK_WAIT_MS = 200;

/**
 * Control data in one SQLite file, made or migrated as needed. Several processes may have it open at once.
 *
 * @throws CollectorError `database_unusable` or `database_too_new`.
 */
export function openControlStorage(path: string): ControlStorage {
  const database = openDatabase(path);
  migrate(database, CONTROL_MIGRATIONS);
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
    const { projectId, change } = key;
    for (const subject of keys.replace(key))
      audit.add({ action: 'key-ended', subject, projectId, ...change });
    keys.put(generateKeyId(), hash, key);
    const stored = keys.find(hash);
    if (stored === undefined) throw new Error('a key that was just put is not there');
    audit.add({ action: 'key-added', subject: stored.keyId, projectId, ...change });
    return stored;
  }

  function setKey(
    { projectId, keyId, change }: KeyChange,
    settings: Partial<KeySettings>,
  ): StoredKey | undefined {
    const stored = keys.listValid(projectId, change.at).find((key) => key.keyId === keyId);
    if (stored === undefined) return undefined;
    const changed = { ...stored, ...settings };
    keys.set(keyId, changed);
    audit.add({ action: 'key-changed', subject: keyId, projectId, ...change });
    return changed;
  }

  function endKey({ projectId, keyId, change }: KeyChange): boolean {
    const isEnded = keys.end(projectId, keyId, change.at);
    if (isEnded) audit.add({ action: 'key-ended', subject: keyId, projectId, ...change });
    return isEnded;
  }

  return {
    listProjects: () => read(projects.list),
    findProject: (projectId) => read(() => projects.find(projectId)),
    addProject: (project, change) =>
      commit(() => {
        projects.add(project);
        const { projectId } = project;
        audit.add({ action: 'project-added', subject: projectId, projectId, ...change });
      }),
    setTimeZone: (projectId, timeZone, change) =>
      commit(() => {
        projects.setTimeZone(projectId, timeZone);
        audit.add({ action: 'time-zone-set', subject: projectId, projectId, ...change });
      }),
    listKeys: (projectId, at) => read(() => keys.listValid(projectId, at)),
    findStoredKey: (key) => read(() => keys.find(hashToken(key))),
    putKey: (key) => commit(() => putKey(key)),
    setKey: (which, settings) => commit(() => setKey(which, settings)),
    endKey: (which) => commit(() => endKey(which)),
    openSession: ({ token, change, ...session }) =>
      commit(() => {
        sessions.removeExpired(change.at);
        sessions.add(hashToken(token), session);
        audit.add({ action: 'session-opened', ...toSessionSubject(session), ...change });
      }),
    findSession: (token, at) => read(() => sessions.find(hashToken(token), at)),
    closeSession: (token, change) =>
      commit(() => {
        const session = sessions.take(hashToken(token), change.at);
        if (session === undefined) return;
        audit.add({ action: 'session-closed', ...toSessionSubject(session), ...change });
      }),
    addLoginLink: ({ token, change, ...session }) =>
      commit(() => {
        links.removeExpired(change.at);
        links.add(hashToken(token), session);
      }),
    redeemLoginLink: (token, at) => commit(() => links.take(hashToken(token), at)),
    record: (entry) => commit(() => audit.add(entry)),
    listAudit: (limit, projectId) => read(() => audit.latest(limit, projectId)),
    async checkWritable() {
      // Nobody else's request should wait while this one finds out.
      database.pragma(`busy_timeout = ${CHECK_WAIT_MS}`);
      try {
        await commit(() => void countCheck.run());
      } finally {
        database.pragma('busy_timeout = 5000');
      }
    },
    close: async () => void database.close(),
  };
}

function toSessionSubject({ projectId }: Session): Pick<AuditEntry, 'subject' | 'projectId'> {
  return { subject: projectId ?? 'all projects', projectId };
}
