import { type Command, InvalidArgumentError } from 'commander';
import { generateKey } from '../access/generate-token.ts';
import { CollectorError } from '../collector-error.ts';
import type { Config } from '../config.ts';
import type { ControlStorage, KeyKind, StoredKey } from '../storage/control-storage.ts';
import { showNewKey } from './keys-create.ts';
import {
  addCommonOptions,
  addKindOptions,
  getKey,
  type KeysFlags,
  type KindFlags,
  kindOf,
  withControl,
} from './keys-options.ts';
import type { Terminal } from './terminal.ts';

interface RotateFlags extends KeysFlags, KindFlags {
  /** Milliseconds. */
  overlap: number;
}

interface Rotation {
  flags: RotateFlags;
  config: Config;
  terminal: Terminal;
  /** Id of the key to replace; absent: all of its kind. */
  name: string | undefined;
}

const UNIT_MS: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `ardent keys rotate`: a new key instead of an old one, with the same settings. */
export function addKeysRotateCommand(keys: Command, terminal: Terminal): void {
  addKindOptions(addCommonOptions(keys.command('rotate')))
    .argument('[id]', 'the key to replace; all of the kind if absent')
    .description('make a new key and end the old ones, at once or after an overlap')
    .option('--overlap <time>', 'how long the old ones stay valid: 90s, 30m, 24h, 7d', parseTime, 0)
    .action((name: string | undefined, flags: RotateFlags) =>
      withControl(flags, (control, config) => rotateKey(control, { flags, config, terminal, name })),
    );
}

async function rotateKey(
  control: ControlStorage,
  { flags, config, terminal, name }: Rotation,
): Promise<void> {
  const { project, overlap } = flags;
  const named = name === undefined ? undefined : await getKey(control, project, name);
  const kind = named?.kind ?? kindOf(flags);
  const at = Date.now();
  const replaced = named === undefined ? await keysOfKind(control, project, kind) : [named];
  if (project === 'default' && isSet(kind, config) && (named?.isFromSetting ?? true)) {
    throw setByEnvironment(kind);
  }
  const key = generateKey(kind);
  const newest = replaced.at(-1);
  const stored = await control.putKey({
    projectId: project,
    kind,
    key,
    ...(newest !== undefined && { settings: pickSettings(newest) }),
    replaces: named === undefined ? 'all' : { keyId: named.keyId },
    replacedEndAt: at + overlap,
    change: { actor: 'command line', at },
  });
  showNewKey(kind, { key, stored }, terminal);
  if (replaced.length > 0) terminal.err(describeEnd(kind, at, overlap));
  if (replaced.some((one) => one.isFromSetting)) {
    terminal.err(`The old key came from ${settingOf(kind)}: unset it, or the next start refuses it.`);
  }
}

/** Without those that end already, oldest first. @throws CollectorError if more than one could be meant. */
async function keysOfKind(control: ControlStorage, project: string, kind: KeyKind): Promise<StoredKey[]> {
  const all = await control.listKeys(project, Date.now());
  const keys = all.filter((one) => one.kind === kind && one.expiresAt === null);
  if (keys.length < 2) return keys;
  throw new CollectorError({
    code: 'invalid_settings',
    message: `project ${project} has ${keys.length} ${kind} keys: ${keys.map(({ keyId }) => keyId).join(', ')}`,
    hint: 'name the one to replace: ardent keys rotate <id>',
  });
}

function pickSettings({ scopes, allowedOrigins, requireUserToken, requestsPerMinute }: StoredKey) {
  return { scopes, allowedOrigins, requireUserToken, requestsPerMinute };
}

function describeEnd(kind: KeyKind, at: number, overlap: number): string {
  const when = overlap === 0 ? 'from now on' : `from ${new Date(at + overlap).toISOString()} on`;
  const change = {
    write: 'change the script tag in your pages',
    secret: 'give your servers the new one',
    token: 'give your back end the new one',
  };
  return `The old one is refused ${when}: ${change[kind]}.`;
}

function parseTime(text: string): number {
  const [, count, unit = ''] = /^(\d{1,4})([smhd])$/.exec(text) ?? [];
  const unitMs = UNIT_MS[unit];
  if (unitMs !== undefined) return Number(count) * unitMs;
  throw new InvalidArgumentError('It must be a time such as 90s, 30m, 24h or 7d.');
}

function isSet(kind: KeyKind, { writeKey, secretKey }: Config): boolean {
  return (kind === 'write' && writeKey !== undefined) || (kind === 'secret' && secretKey !== undefined);
}

function settingOf(kind: KeyKind): string {
  return kind === 'write' ? 'ARDENT_WRITE_KEY' : 'ARDENT_SECRET_KEY';
}

function setByEnvironment(kind: KeyKind): CollectorError {
  return new CollectorError({
    code: 'key_set_by_environment',
    message: `the ${kind} key of project default is set by ${settingOf(kind)}`,
    hint: `put a new key there and restart, or unset it and run this again`,
  });
}
