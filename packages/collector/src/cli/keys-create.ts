import type { Command } from 'commander';
import { generateKey } from '../access/generate-token.ts';
import type { ControlStorage, KeyKind, StoredKey } from '../storage/control-storage.ts';
import {
  addCommonOptions,
  addKindOptions,
  addSettingOptions,
  type KeysFlags,
  type KindFlags,
  kindOf,
  type SettingFlags,
  settingsOf,
  withControl,
} from './keys-options.ts';
import type { Terminal } from './terminal.ts';

type CreateFlags = KeysFlags & KindFlags & SettingFlags;

/** `ardent keys create`: one more key beside those there are. */
export function addKeysCreateCommand(keys: Command, terminal: Terminal): void {
  addSettingOptions(addKindOptions(addCommonOptions(keys.command('create'))))
    .description('make one more key; a secret key is shown once')
    .action((flags: CreateFlags) => withControl(flags, (control) => createKey(control, flags, terminal)));
}

async function createKey(control: ControlStorage, flags: CreateFlags, terminal: Terminal): Promise<void> {
  const kind = kindOf(flags);
  const key = generateKey(kind);
  const stored = await control.putKey({
    projectId: flags.project,
    kind,
    key,
    settings: settingsOf(kind, flags),
    replaces: 'none',
    change: { actor: 'command line', at: Date.now() },
  });
  showNewKey(kind, { key, stored }, terminal);
}

/** The key itself to standard output, for programs; what to know of it to standard error. */
export function showNewKey(
  kind: KeyKind,
  { key, stored }: { key: string; stored: StoredKey },
  terminal: Terminal,
): void {
  if (kind === 'token') {
    // A token names its secret by id, so that a back end needs both.
    terminal.out(`${stored.keyId} ${key}`);
    terminal.err(
      'This is the id of the token secret, and the secret: your back end makes user tokens of both.',
    );
    return;
  }
  terminal.out(key);
  terminal.err(
    kind === 'secret'
      ? `This is the new secret key, ${stored.keyId}: it is not shown again.`
      : `This is the new write key, ${stored.keyId}.`,
  );
}
