import type { Command } from 'commander';
import type { PublishFlags } from './run-publish.ts';
import type { Terminal } from './terminal.ts';

/** `ardent publish`: stores a model of a file in a running collector and waits until it counts. */
export function addPublishCommand(program: Command, terminal: Terminal): void {
  program
    .command('publish')
    .description('publish a model through a running collector, and show how far it is until it counts')
    .requiredOption('--model <file>', 'the model, JSON; also what calibrate wrote')
    .requiredOption('--reason <text>', 'why, for the versions and the audit')
    .option('--draft', 'store it only; its new signals are counted meanwhile')
    .option('--id <model>', 'id of the model that it is a version of (the main one)')
    .option('--url <address>', 'where the collector listens', 'http://127.0.0.1:8787')
    .option('--key <secret key>', 'of the project (ARDENT_SECRET_KEY)')
    .action(async (flags: PublishFlags) => {
      // Reading models is no part of a server's start.
      const { runPublish } = await import('./run-publish.ts');
      await runPublish(flags, terminal);
    });
}
