import type { Command } from 'commander';
import type { ConfigFlags } from '../config.ts';
import type { Terminal } from './terminal.ts';

/** `ardent serve`: runs until SIGTERM or SIGINT, then lets what is running end. */
export function addServeCommand(program: Command, terminal: Terminal): void {
  program
    .command('serve')
    .description('run the collector: take events, answer with scores, show the dashboard')
    .option('--port <number>', 'port to listen on (PORT, 8787)')
    .option('--host <address>', 'address to listen on (HOST, 127.0.0.1: this machine alone)')
    .option('--data-dir <folder>', 'where everything is kept (ARDENT_DATA_DIR, ./data)')
    .option('--time-zone <name>', 'whose days are counted, fixed once there is data (ARDENT_TIME_ZONE, UTC)')
    .action(async (flags: ConfigFlags) => {
      // Most of the program is the server: the other commands start without it.
      const { runServe } = await import('./run-serve.ts');
      await runServe(flags, terminal);
    });
}
