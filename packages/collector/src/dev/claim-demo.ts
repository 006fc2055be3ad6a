import { ensureProject } from '../access/ensure-project.ts';
import { generateKey } from '../access/generate-token.ts';
import type { ControlStorage, Project, TokenSecret } from '../storage/control-storage.ts';

/** The demo's project, and what its apps hold of it. The secrets are of this start alone, and stand only in memory. */
export interface DemoProjectKeys {
  project: Project;
  writeKey: string;
  secretKey: string;
  tokenSecret: Pick<TokenSecret, 'keyId' | 'secret'>;
}

const PROJECT_ID = 'demo';
const ACTOR = 'npm start';

/**
 * The project `demo`, made where there is none, with new secrets; those of the start before end. Undefined where a
 * project of that name was made by somebody else: it is theirs.
 */
export async function claimDemo(
  control: ControlStorage,
  { timeZone = 'UTC', now }: { timeZone?: string | undefined; now: number },
): Promise<DemoProjectKeys | undefined> {
  const change = { actor: ACTOR, at: now };
  if ((await control.findProject(PROJECT_ID)) === undefined) {
    await control.addProject({ projectId: PROJECT_ID, timeZone, createdAt: now }, change);
  } else if (!(await isOwn(control))) return undefined;
  const [secretKey, secret] = [generateKey('secret'), generateKey('token')];
  const wanted = { projectId: PROJECT_ID, secretKey };
  const { project } = await ensureProject(control, wanted, { now, hasData: async () => true });
  const token = { projectId: PROJECT_ID, kind: 'token', key: secret, replaces: 'all', change } as const;
  const { keyId } = await control.putKey(token);
  const keys = await control.listKeys(PROJECT_ID, now);
  const writeKey = keys.findLast(({ kind }) => kind === 'write')?.writeKey ?? '';
  return { project, writeKey, secretKey, tokenSecret: { keyId, secret } };
}

async function isOwn(control: ControlStorage): Promise<boolean> {
  const audit = await control.listAudit(Number.MAX_SAFE_INTEGER, PROJECT_ID);
  return audit.some(
    ({ action, subject, actor }) => action === 'project-added' && subject === PROJECT_ID && actor === ACTOR,
  );
}
