import { CollectorError } from '../collector-error.ts';
import type { ControlStorage, Project } from '../storage/control-storage.ts';
import { generateKey } from './generate-token.ts';

/** A project that must be there when the collector runs, as its settings want it. */
export interface WantedProject {
  projectId: string;
  /** Absent: as it is, or UTC for a new one. */
  timeZone?: string | undefined;
  /** Of ARDENT_WRITE_KEY; absent: made if there is none. */
  writeKey?: string | undefined;
  secretKey?: string | undefined;
}

/** What was found or made. `newSecretKey` is there when one was generated: the only time it can be shown. */
export interface EnsuredProject {
  project: Project;
  newSecretKey?: string;
}

/** Kinds that a setting can give. */
type SetKind = 'write' | 'secret';

const SETTING_OF: Record<SetKind, string> = { write: 'ARDENT_WRITE_KEY', secret: 'ARDENT_SECRET_KEY' };

/**
 * Makes the project and its keys where they are missing, and brings the keys that come from settings up to date.
 *
 * @param options.hasData whether the project has stored anything: its time zone is fixed then.
 * @throws CollectorError `time_zone_fixed`, `key_in_use` or `key_rotated_out`, each naming its setting.
 */
export async function ensureProject(
  control: ControlStorage,
  wanted: WantedProject,
  options: { now: number; hasData: () => Promise<boolean> },
): Promise<EnsuredProject> {
  const change = { actor: 'settings', at: options.now };
  const found = await control.findProject(wanted.projectId);
  const project = found ?? {
    projectId: wanted.projectId,
    timeZone: wanted.timeZone ?? 'UTC',
    createdAt: options.now,
  };
  if (found === undefined) await control.addProject(project, change);
  else if (wanted.timeZone !== undefined && wanted.timeZone !== found.timeZone) {
    if (await options.hasData()) throw timeZoneFixed(found, wanted.timeZone);
    await control.setTimeZone(found.projectId, wanted.timeZone, change);
    project.timeZone = wanted.timeZone;
  }
  await ensureKey(control, { project, kind: 'write', now: options.now, ...fromSetting(wanted.writeKey) });
  const newSecretKey = await ensureKey(control, {
    project,
    kind: 'secret',
    now: options.now,
    ...fromSetting(wanted.secretKey),
  });
  return newSecretKey === undefined ? { project } : { project, newSecretKey };
}

function fromSetting(key: string | undefined): { settingKey?: string } {
  return key === undefined ? {} : { settingKey: key };
}

interface WantedKey {
  project: Project;
  kind: SetKind;
  now: number;
  settingKey?: string;
}

/** Answers the key if it had to be generated. */
async function ensureKey(control: ControlStorage, wanted: WantedKey): Promise<string | undefined> {
  const { project, kind, now, settingKey } = wanted;
  const change = { actor: 'settings', at: now };
  if (settingKey !== undefined) {
    if (await needsSettingKey(control, wanted, settingKey)) {
      await control.putKey({
        projectId: project.projectId,
        kind,
        key: settingKey,
        isFromSetting: true,
        replaces: 'from-setting',
        change,
      });
    }
    return undefined;
  }
  const keys = await control.listKeys(project.projectId, now);
  if (keys.some((key) => key.kind === kind)) return undefined;
  const key = generateKey(kind);
  await control.putKey({ projectId: project.projectId, kind, key, replaces: 'none', change });
  return key;
}

async function needsSettingKey(
  control: ControlStorage,
  { project, kind, now }: WantedKey,
  key: string,
): Promise<boolean> {
  const known = await control.findStoredKey(key);
  if (known === undefined) return true;
  if (known.projectId !== project.projectId || known.kind !== kind) throw keyInUse(kind, known);
  if (known.expiresAt === null || known.expiresAt > now) return false;
  const newer = (await control.listKeys(project.projectId, now)).filter((other) => other.kind === kind);
  if (newer.some((other) => !other.isFromSetting)) throw keyRotatedOut(kind, known.expiresAt);
  return true;
}

function timeZoneFixed(project: Project, wanted: string): CollectorError {
  return new CollectorError({
    code: 'time_zone_fixed',
    message: `ARDENT_TIME_ZONE is ${wanted}, but project ${project.projectId} has data counted by the days of ${project.timeZone}`,
    hint: `unset ARDENT_TIME_ZONE or set it to ${project.timeZone}; another zone needs a new data folder`,
  });
}

function keyInUse(kind: SetKind, known: { projectId: string; kind: string }): CollectorError {
  return new CollectorError({
    code: 'key_in_use',
    message: `${SETTING_OF[kind]} holds a key that is the ${known.kind} key of project ${known.projectId}`,
    hint: `choose another value for ${SETTING_OF[kind]}`,
  });
}

function keyRotatedOut(kind: SetKind, at: number): CollectorError {
  return new CollectorError({
    code: 'key_rotated_out',
    message: `${SETTING_OF[kind]} holds a key that was replaced by "ardent keys rotate" on ${new Date(at).toISOString()}`,
    hint: `unset ${SETTING_OF[kind]}, or set it to a new key`,
  });
}
