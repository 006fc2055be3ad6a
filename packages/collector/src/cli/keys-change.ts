import { type Command, Option } from 'commander';
import { CollectorError } from '../collector-error.ts';
import type { ControlStorage } from '../storage/control-storage.ts';
import {
  addCommonOptions,
  addSettingOptions,
  getKey,
  type KeysFlags,
  type SettingFlags,
  settingsOf,
  withControl,
} from './keys-options.ts';
import type { Terminal } from './terminal.ts';

type SetFlags = KeysFlags & SettingFlags;

/** `ardent keys set`, `revoke` and `token-secret`: what happens to a key after it was made. */
export function addKeysChangeCommands(keys: Command, terminal: Terminal): void {
  addSettingOptions(addCommonOptions(keys.command('set')))
    .argument('<id>', 'the key')
    .description('change what a key may do, from now on')
    .addOption(new Option('--any-origin', 'let a write key be used from any origin').conflicts('origin'))
    .option('--no-require-user-token', 'take a userId without a user token again')
    .action((name: string, flags: SetFlags) =>
      withControl(flags, (control) => setKey(control, { name, flags, terminal })),
    );
  addCommonOptions(keys.command('revoke'))
    .argument('<id>', 'the key')
    .description('end a key at once, and the sessions that were opened with it')
    .action((name: string, flags: KeysFlags) =>
      withControl(flags, (control) => revokeKey(control, { name, flags, terminal })),
    );
  addCommonOptions(keys.command('token-secret'))
    .description('show the token secrets of a project: id and secret')
    .action((flags: KeysFlags) => withControl(flags, (control) => showSecrets(control, flags, terminal)));
}

interface KeyTask<Flags> {
  name: string;
  flags: Flags;
  terminal: Terminal;
}

async function setKey(control: ControlStorage, { name, flags, terminal }: KeyTask<SetFlags>): Promise<void> {
  const { keyId, kind } = await getKey(control, flags.project, name);
  const settings = settingsOf(kind, flags);
  if (Object.keys(settings).length === 0) throw nothingToSet();
  await control.setKey({ projectId: flags.project, keyId, change: changeNow() }, settings);
  terminal.err(`Key ${keyId} is changed: ${Object.keys(settings).join(', ')}.`);
}

async function revokeKey(
  control: ControlStorage,
  { name, flags, terminal }: KeyTask<KeysFlags>,
): Promise<void> {
  const { keyId, isFromSetting } = await getKey(control, flags.project, name);
  await control.endKey({ projectId: flags.project, keyId, change: changeNow() });
  terminal.err(`Key ${keyId} is refused from now on.`);
  if (isFromSetting)
    terminal.err('It came from a setting: unset that, or the next start makes it valid again.');
}

async function showSecrets(
  control: ControlStorage,
  { project }: KeysFlags,
  terminal: Terminal,
): Promise<void> {
  const secrets = (await control.listKeys(project, Date.now())).filter(({ kind }) => kind === 'token');
  for (const { keyId, tokenSecret } of secrets) terminal.out(`${keyId} ${tokenSecret ?? ''}`);
  if (secrets.length === 0) {
    terminal.err(`Project ${project} has no token secret; "ardent keys create --token" makes one.`);
  }
}

function changeNow(): { actor: string; at: number } {
  return { actor: 'command line', at: Date.now() };
}

function nothingToSet(): CollectorError {
  return new CollectorError({
    code: 'invalid_settings',
    message: 'there is nothing to set',
    hint: 'see "ardent keys set --help" for what a key has',
  });
}
