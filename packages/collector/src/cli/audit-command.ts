import { type Command, InvalidArgumentError } from 'commander';
import { addCommonOptions, type KeysFlags, withControl } from './keys-options.ts';
import type { Terminal } from './terminal.ts';

interface AuditFlags extends KeysFlags {
  limit: number;
}

/** `ardent audit`: who changed keys, projects and sessions, and erased people, newest first. */
export function addAuditCommand(program: Command, terminal: Terminal): void {
  addCommonOptions(program.command('audit'))
    .description('list who changed what in a project, newest first')
    .option('--limit <number>', 'how many entries', parseCount, 100)
    .action((flags: AuditFlags) =>
      withControl(flags, async (control) => {
        for (const { at, actor, action, subject } of await control.listAudit(flags.limit, flags.project)) {
          terminal.out(`${new Date(at).toISOString()}  ${action.padEnd(15)}  ${subject}  by ${actor}`);
        }
      }),
    );
}

function parseCount(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1 to 999999.');
}
