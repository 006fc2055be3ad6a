import { createRequire } from 'node:module';
import { Command, CommanderError } from 'commander';
import { CollectorError } from '../collector-error.ts';
import { addAuditCommand } from './audit-command.ts';
import { addBacktestCommand } from './backtest-command.ts';
import { addBackupCommand } from './backup-command.ts';
import { addCalibrateCommand } from './calibrate-command.ts';
import { addDemoCommand } from './demo-command.ts';
import { addKeysCommand } from './keys-command.ts';
import { addPublishCommand } from './publish-command.ts';
import { addRestoreCommand } from './restore-command.ts';
import { addServeCommand } from './serve-command.ts';
import { processTerminal, type Terminal } from './terminal.ts';
import { addVerifyCommand } from './verify-command.ts';

const FAILED = 1;
/** The command line or a setting is wrong: nothing was tried. */
const WRONG_USAGE = 2;

/**
 * The `ardent` command.
 *
 * @param argv arguments without the program's name.
 * @returns the exit code: 0 done, 1 failed, 2 wrong command line or settings. Never rejects for an expected failure.
 */
export async function main(argv: readonly string[], terminal: Terminal = processTerminal): Promise<number> {
  const program = createProgram(terminal);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
    if (!(error instanceof CollectorError)) throw error;
    terminal.err(`ardent: ${error.message}; ${error.hint}`);
    return error.code === 'invalid_settings' ? WRONG_USAGE : FAILED;
  }
}

/** Every command with its options; parsing throws instead of ending the process. */
export function createProgram(terminal: Terminal): Command {
  const program = new Command('ardent')
    .description('Customer engagement scores: a collector, its dashboard, and its keys.')
    .version(packageVersion())
    .exitOverride()
    .enablePositionalOptions()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
    })
    .addHelpText('after', '\nEvery setting can also stand in the environment: see docs/configuration.md.');
  addServeCommand(program, terminal);
  addKeysCommand(program, terminal);
  addAuditCommand(program, terminal);
  addVerifyCommand(program, terminal);
  addBackupCommand(program, terminal);
  addRestoreCommand(program, terminal);
  addBacktestCommand(program, terminal);
  addCalibrateCommand(program, terminal);
  addPublishCommand(program, terminal);
  addDemoCommand(program, terminal);
  return program;
}

function packageVersion(): string {
  const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };
  return version;
}
