import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { runProcess } from './run-process.mjs';

const node = process.execPath;

it('resolves with the exit code, and hands over what was printed', async () => {
  let printed = '';
  const exitCode = await runProcess(
    node,
    ['-e', 'console.log("out"); console.error("err"); process.exit(3)'],
    {
      onOutput: (text) => {
        printed += text;
      },
    },
  );
  expect(exitCode).toBe(3);
  expect(printed.split('\n').sort()).toEqual(['', 'err', 'out']);
});

it('fails for a program that does not exist', async () => {
  let printed = '';
  const exitCode = await runProcess('no-such-program', [], {
    onOutput: (text) => {
      printed += text;
    },
  });
  expect(exitCode).toBe(127);
  expect(printed).toContain('no-such-program could not be started');
});

// Windows has neither signals nor process groups.
describe.skipIf(process.platform === 'win32')('ended from outside', { timeout: 20_000 }, () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGKILL'])('leaves nothing behind after %s', async (signal) => {
    const { parent, grandchild } = await startFamily();
    parent.kill(/** @type {NodeJS.Signals} */ (signal));
    await once(parent, 'exit');
    await vi.waitFor(() => expect(isAlive(grandchild)).toBe(false), 15_000);
  });

  it('ends with the code that shells give for the signal', async () => {
    const { parent } = await startFamily();
    parent.kill('SIGTERM');
    expect(await once(parent, 'exit')).toEqual([143, null]);
  });
});

/** A process that runs a program by runProcess, and the process id of what that program has started. */
async function startFamily() {
  /** @param {string} name */
  const url = (name) => JSON.stringify(String(pathToFileURL(join(import.meta.dirname, name))));
  const script = `
    import { runCommand } from ${url('run-command.mjs')};
    import { runProcess } from ${url('run-process.mjs')};
    const starter = "console.log(require('child_process').spawn('sleep', ['60']).pid)";
    await runCommand(() => runProcess(process.execPath, ['-e', starter]));`;
  const parent = spawn(node, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = await once(parent.stdout, 'data');
  const grandchild = Number(line);
  expect(isAlive(grandchild)).toBe(true);
  return { parent, grandchild };
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
