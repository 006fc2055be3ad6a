import { existsSync } from 'node:fs';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { CollectorError } from '../collector-error.ts';
import { type Config, loadConfig } from '../config.ts';
import { dataFolder } from '../data-folder.ts';
import { openControlStorage } from '../sqlite/control/open-control-storage.ts';
import type {
  ControlStorage,
  KeyKind,
  KeyScope,
  KeySettings,
  StoredKey,
} from '../storage/control-storage.ts';

/** What every command on keys is told. */
export interface KeysFlags {
  project: string;
  dataDir?: string;
}

/** Which kind of key; the secret one if nothing is said. */
export interface KindFlags {
  write?: true;
  secret?: true;
  token?: true;
}

/** Settings of a key, as the command line has them. */
export interface SettingFlags {
  scope?: KeyScope;
  origin?: string[];
  anyOrigin?: true;
  requireUserToken?: boolean;
  rateLimit?: number | 'off';
}

export function addCommonOptions(command: Command): Command {
  return command
    .option('--project <id>', 'which project', 'default')
    .option('--data-dir <folder>', 'where everything is kept (ARDENT_DATA_DIR, ./data)');
}

export function addKindOptions(command: Command): Command {
  return command
    .option('--secret', 'a secret key, for servers that read or administer (if nothing is said)')
    .option('--write', 'a write key, for pages and apps that send')
    .option('--token', 'a token secret, for the back end that makes user tokens');
}

export function addSettingOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--scope <scope>', 'what a secret key may do: read, or admin (which includes read)').choices(
        ['read', 'admin'],
      ),
    )
    .option('--origin <origins...>', 'the only origins a write key may be used from', parseOrigin)
    .option('--require-user-token', 'of a write key: take a userId only with a user token')
    .option('--rate-limit <requests>', 'requests a minute, or off', parseRateLimit);
}

/** The kind that the flags name. @throws CollectorError `invalid_settings` for more than one. */
export function kindOf(flags: KindFlags): KeyKind {
  const kinds = (['write', 'secret', 'token'] as const).filter((kind) => flags[kind]);
  const [kind = 'secret'] = kinds;
  if (kinds.length < 2) return kind;
  throw new CollectorError({
    code: 'invalid_settings',
    message: 'only one of --write, --secret and --token can be given',
    hint: 'run the command once for each',
  });
}

/** What the flags say of a key's settings. @throws CollectorError `invalid_settings` for one that its kind has not. */
export function settingsOf(kind: KeyKind, flags: SettingFlags): Partial<KeySettings> {
  const { scope, origin, anyOrigin, requireUserToken, rateLimit } = flags;
  const isOfPages = origin !== undefined || anyOrigin !== undefined || requireUserToken !== undefined;
  if (scope !== undefined && kind !== 'secret') throw wrongSetting('--scope', 'a secret key');
  if (isOfPages && kind !== 'write') throw wrongSetting('--origin and --require-user-token', 'a write key');
  if (rateLimit !== undefined && kind === 'token')
    throw wrongSetting('--rate-limit', 'a write or secret key');
  return {
    ...(scope !== undefined && { scopes: scope === 'admin' ? ['read', 'admin'] : ['read'] }),
    ...(origin !== undefined && { allowedOrigins: origin }),
    ...(anyOrigin && { allowedOrigins: null }),
    ...(requireUserToken !== undefined && { requireUserToken }),
    ...(rateLimit !== undefined && { requestsPerMinute: rateLimit === 'off' ? null : rateLimit }),
  };
}

/** Runs a command on the control data of a project that is there. Works beside a running collector. */
export async function withControl(
  { project, dataDir }: KeysFlags,
  run: (control: ControlStorage, config: Config) => Promise<void>,
): Promise<void> {
  const config = loadConfig(dataDir === undefined ? {} : { dataDir });
  const { controlPath, path } = dataFolder(config.dataDir);
  if (!existsSync(controlPath)) throw noData(path);
  const control = openControlStorage(controlPath);
  try {
    if ((await control.findProject(project)) === undefined) throw await unknownProject(control, project);
    await run(control, config);
  } finally {
    await control.close();
  }
}

/** The valid key with an id, or with this very text. @throws CollectorError `unknown_key`. */
export async function getKey(control: ControlStorage, project: string, name: string): Promise<StoredKey> {
  const keys = await control.listKeys(project, Date.now());
  const named = keys.find(({ keyId, writeKey }) => keyId === name || writeKey === name);
  if (named !== undefined) return named;
  throw new CollectorError({
    code: 'unknown_key',
    message: `project ${project} has no valid key with the id ${JSON.stringify(name)}`,
    hint: '"ardent keys" lists the keys with their ids',
  });
}

function parseOrigin(text: string, former: string[] = []): string[] {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.origin === text) return [...former, text];
  throw new InvalidArgumentError(`It must be an origin such as https://app.example.com, without a path.`);
}

function parseRateLimit(text: string): number | 'off' {
  if (text === 'off') return text;
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a number of requests a minute from 1 to 9999999, or off.');
}

function wrongSetting(option: string, owner: string): CollectorError {
  return new CollectorError({
    code: 'invalid_settings',
    message: `${option} can only be set of ${owner}`,
    hint: 'leave it out, or name another key',
  });
}

function noData(path: string): CollectorError {
  return new CollectorError({
    code: 'no_data',
    message: `there is no project in the data folder ${path}`,
    hint: 'start "ardent serve" once, or name the right folder with --data-dir or ARDENT_DATA_DIR',
  });
}

async function unknownProject(control: ControlStorage, project: string): Promise<CollectorError> {
  const projects = (await control.listProjects()).map(({ projectId }) => projectId);
  return new CollectorError({
    code: 'unknown_project',
    message: `there is no project ${JSON.stringify(project)}`,
    hint: `choose one of ${projects.join(', ')}`,
  });
}
