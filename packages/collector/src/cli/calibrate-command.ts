import type { Command } from 'commander';
import { type CalibrateFlags, parseFolds, parseSeed, parseSign } from './evaluation-options.ts';
import type { Terminal } from './terminal.ts';

/** `ardent calibrate`: proposes a model from the outcomes in two files and writes it, whether it is worth having or not. */
export function addCalibrateCommand(program: Command, terminal: Terminal): void {
  program
    .command('calibrate')
    .description('propose half-life, shape and weights from what customers did later, from files')
    .requiredOption('--counts <file>', 'user,day,event,count as CSV, plain or gzip')
    .requiredOption('--outcomes <file>', 'user,at,outcome[,group] as CSV, plain or gzip')
    .requiredOption('--out <file>', 'where the model is written, with its mark "signal"')
    .option(
      '--sign <event=+|->',
      'keep the weight of an event at 0 or above (+), or below (-); repeatable',
      parseSign,
    )
    .option('--folds <number>', 'in how many parts to judge, where not by time', parseFolds, 5)
    .option('--seed <number>', 'the same seed gives the same result', parseSeed, 1)
    .option('--json', 'print JSON')
    .action(async (flags: CalibrateFlags) => {
      // What evaluates is no part of a server's start.
      const { runCalibrate } = await import('./run-calibrate.ts');
      await runCalibrate(flags, terminal);
    });
}
