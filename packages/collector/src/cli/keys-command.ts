import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { generateKey } from '../access/generate-token.ts';
import { CollectorError } from '../collector-error.ts';
import { type Config, loadConfig } from '../config.ts';
import { dataFolder } from '../data-folder.ts';
import { openControlStorage } from '../sqlite/control/open-control-storage.ts';
import type { ControlStorage, KeyKind, StoredKey } from '../storage/control-storage.ts';
import type { Terminal } from './terminal.ts';

interface KeysFlags {
  project: string;
  dataDir?: string;
}

interface RotateFlags extends KeysFlags {
  write?: true;
  secret?: true;
}

/** `ardent keys` and `ardent keys rotate`: work beside a running collector, which sees the change at once. */
export function addKeysCommand(program: Command, terminal: Terminal): void {
  const keys = addCommonOptions(program.command('keys'))
    .description('list the keys of a project; secret keys by their id alone')
    .enablePositionalOptions()
    .action((flags: KeysFlags) => withControl(flags, (control) => listKeys(control, flags, terminal)));
  addCommonOptions(keys.command('rotate'))
    .description('make a new key and end the old ones at once; a new secret key is shown once')
    .option('--secret', 'the secret key (if nothing is said)')
    .option('--write', 'the write key: pages need the new one then')
    .action((flags: RotateFlags) =>
      withControl(flags, (control, config) => rotateKey(control, { flags, config, terminal })),
    );
}

function addCommonOptions(command: Command): Command {
  return command
    .option('--project <id>', 'which project', 'default')
    .option('--data-dir <folder>', 'where everything is kept (ARDENT_DATA_DIR, ./data)');
}

async function withControl(
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

async function listKeys(control: ControlStorage, { project }: KeysFlags, terminal: Terminal): Promise<void> {
  const keys = await control.listKeys(project, Date.now());
  if (keys.length === 0) terminal.err(`Project ${project} has no keys; "ardent keys rotate" makes one.`);
  for (const key of keys) terminal.out(describeKey(key));
}

function describeKey({ kind, writeKey, keyId, createdAt, isFromSetting }: StoredKey): string {
  const origin = isFromSetting ? `, set by ${settingOf(kind)}` : '';
  const made = `since ${new Date(createdAt).toISOString().slice(0, 10)}${origin}`;
  return `${kind.padEnd(6)}  ${writeKey ?? `${keyId} (its key was shown when it was made)`}  ${made}`;
}

async function rotateKey(
  control: ControlStorage,
  { flags, config, terminal }: { flags: RotateFlags; config: Config; terminal: Terminal },
): Promise<void> {
  const { project } = flags;
  if (flags.write && flags.secret) throw bothKinds();
  const kind: KeyKind = flags.write ? 'write' : 'secret';
  const isSet = (kind === 'write' ? config.writeKey : config.secretKey) !== undefined;
  if (project === 'default' && isSet) throw setByEnvironment(kind);
  const at = Date.now();
  const old = (await control.listKeys(project, at)).filter((one) => one.kind === kind);
  const key = generateKey(kind);
  await control.putKey({
    projectId: project,
    kind,
    key,
    replaces: 'all',
    change: { actor: 'command line', at },
  });
  terminal.out(key);
  terminal.err(
    kind === 'secret'
      ? 'This is the new secret key: it is not shown again. The old ones are refused from now on.'
      : 'This is the new write key. The old ones are refused from now on: change the script tag in your pages.',
  );
  if (old.some((one) => one.isFromSetting)) {
    terminal.err(`The old key came from ${settingOf(kind)}: unset it, or the next start refuses it.`);
  }
}

function settingOf(kind: KeyKind): string {
  return kind === 'write' ? 'ARDENT_WRITE_KEY' : 'ARDENT_SECRET_KEY';
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

function bothKinds(): CollectorError {
  return new CollectorError({
    code: 'invalid_settings',
    message: 'only one of --write and --secret can be rotated at a time',
    hint: 'run the command twice',
  });
}

function setByEnvironment(kind: KeyKind): CollectorError {
  return new CollectorError({
    code: 'key_set_by_environment',
    message: `the ${kind} key of project default is set by ${settingOf(kind)}`,
    hint: `put a new key there and restart, or unset it and run this again`,
  });
}
