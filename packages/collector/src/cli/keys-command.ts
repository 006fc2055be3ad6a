import type { Command } from 'commander';
import type { ControlStorage, StoredKey } from '../storage/control-storage.ts';
import { addKeysChangeCommands } from './keys-change.ts';
import { addKeysCreateCommand } from './keys-create.ts';
import { addCommonOptions, type KeysFlags, withControl } from './keys-options.ts';
import { addKeysRotateCommand } from './keys-rotate.ts';
import type { Terminal } from './terminal.ts';

/** `ardent keys` and what changes them: all work beside a running collector, which sees the change at once. */
export function addKeysCommand(program: Command, terminal: Terminal): void {
  const keys = addCommonOptions(program.command('keys'))
    .description('list the keys of a project; secret keys by their id alone')
    .enablePositionalOptions()
    .action((flags: KeysFlags) => withControl(flags, (control) => listKeys(control, flags, terminal)));
  addKeysCreateCommand(keys, terminal);
  addKeysRotateCommand(keys, terminal);
  addKeysChangeCommands(keys, terminal);
}

async function listKeys(control: ControlStorage, { project }: KeysFlags, terminal: Terminal): Promise<void> {
  const keys = await control.listKeys(project, Date.now());
  if (keys.length === 0) terminal.err(`Project ${project} has no keys; "ardent keys create" makes one.`);
  for (const key of keys) terminal.out(describeKey(key));
}

function describeKey(key: StoredKey): string {
  const { kind, writeKey, keyId, isFromSetting } = key;
  const name = writeKey ?? (kind === 'secret' ? `${keyId} (its key was shown when it was made)` : keyId);
  const facts = [`since ${toDay(key.createdAt)}`];
  if (isFromSetting) facts.push(`set by ${kind === 'write' ? 'ARDENT_WRITE_KEY' : 'ARDENT_SECRET_KEY'}`);
  if (kind === 'secret' && !key.scopes.includes('admin')) facts.push('reads only');
  if (key.allowedOrigins !== null) facts.push(`from ${key.allowedOrigins.join(' ')} only`);
  if (key.requireUserToken) facts.push('needs user tokens');
  if (key.requestsPerMinute !== null) facts.push(`${key.requestsPerMinute} requests a minute`);
  if (key.expiresAt !== null) facts.push(`ends ${new Date(key.expiresAt).toISOString()}`);
  return `${kind.padEnd(6)}  ${name}  ${facts.join(', ')}`;
}

function toDay(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10);
}
