import type { Command } from 'commander';
import { type EvaluationFlags, parseSeed } from './evaluation-options.ts';
import type { Terminal } from './terminal.ts';

/** `ardent backtest`: how well a model's scores rank the outcomes in two files. */
export function addBacktestCommand(program: Command, terminal: Terminal): void {
  program
    .command('backtest')
    .description('judge a model by what customers did later, from files')
    .requiredOption('--model <file>', 'the model, JSON; also what calibrate wrote')
    .requiredOption('--counts <file>', 'user,day,event,count as CSV, plain or gzip')
    .requiredOption('--outcomes <file>', 'user,at,outcome[,group] as CSV, plain or gzip')
    .option('--seed <number>', 'the same seed gives the same result', parseSeed, 1)
    .option('--json', 'print JSON')
    .action(async (flags: EvaluationFlags & { model: string }) => {
      // What evaluates is no part of a server's start.
      const { runBacktest } = await import('./run-backtest.ts');
      await runBacktest(flags, terminal);
    });
}
