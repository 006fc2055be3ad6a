import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';

it.skipIf(process.platform === 'win32')(
  'gets SIGTERM when the shell that started it for npm is killed',
  async () => {
    const module = JSON.stringify(String(pathToFileURL(join(import.meta.dirname, 'end-with-parent.mjs'))));
    const script = `
    import { endWithParent } from ${module};
    endWithParent();
    const alive = setInterval(() => {}, 1000);
    process.on('SIGTERM', () => { console.log('ended'); clearInterval(alive); });
    console.log('started');`;
    const shell = spawn('sh', ['-c', '"$0" --input-type=module -e "$1"; true', process.execPath, script], {
      env: { ...process.env, npm_lifecycle_event: 'start' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    shell.stdout.setEncoding('utf8');
    expect(await once(shell.stdout, 'data')).toEqual(['started\n']);
    shell.kill('SIGKILL');
    expect(await once(shell.stdout, 'data')).toEqual(['ended\n']);
  },
);
