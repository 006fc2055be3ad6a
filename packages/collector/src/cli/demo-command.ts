import { type Command, InvalidArgumentError } from 'commander';
import { DEFAULT_DEMO, DEMO_LIMITS } from '../demo/demo-plan.ts';
import type { DemoFlags } from './run-demo.ts';
import type { Terminal } from './terminal.ts';

/** `ardent demo`: fills a project of a running collector with made-up customers, through its HTTP API. */
export function addDemoCommand(program: Command, terminal: Terminal): void {
  program
    .command('demo')
    .description('fill a project with believable customers of a made-up app: docs/demo.md says what to find')
    .option('--seed <number>', 'another seed, other people', wholeNumber('seed'), DEFAULT_DEMO.seed)
    .option('--profiles <number>', 'how many people', wholeNumber('profiles'), DEFAULT_DEMO.profiles)
    .option('--days <number>', 'how many days of history', wholeNumber('days'), DEFAULT_DEMO.days)
    .option('--end <day>', 'last day of the history, YYYY-MM-DD (today)')
    .option('--time-zone <name>', "the project's time zone", 'UTC')
    .option('--url <address>', 'where the collector listens', 'http://127.0.0.1:8787')
    .option('--key <secret key>', 'of the project to fill (ARDENT_SECRET_KEY)')
    .option('--add-to-data', 'fill the project even if it has data of its own')
    .action(async (flags: DemoFlags) => {
      // What makes people up is no part of a server's start.
      const { runDemo } = await import('./run-demo.ts');
      await runDemo(flags, terminal);
    });
}

function wholeNumber(field: keyof typeof DEMO_LIMITS): (text: string) => number {
  const [least, most] = DEMO_LIMITS[field];
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}
