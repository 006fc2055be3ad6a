// node leash.mjs PARENT PROGRAM ARGS… runs a program as the head of a process group, and kills the whole group once the
// process PARENT is gone. Signals that can be caught are passed on by the parent; this is for SIGKILL, after which a
// compiler left alone would write into the folder that the next installation compiles in.
import { spawn } from 'node:child_process';

const POLL_MS = 200;

const [parent, program = '', ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: 'inherit' });
child.once('error', (error) => {
  console.error(`${program} could not be started: ${error.message}`);
  process.exit(127);
});
child.once('exit', (code) => process.exit(code ?? 1));

// The group's signals reach the program as well: it ends first, so that its end can be waited for.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

setInterval(() => {
  if (String(process.ppid) !== parent) process.kill(-process.pid, 'SIGKILL');
}, POLL_MS);
