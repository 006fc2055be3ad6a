import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { loadConfig } from '../../../packages/collector/src/config.ts';
import { createCollector } from '../../../packages/collector/src/create-collector.ts';

const run = promisify(execFile);
const FOLDER = resolve(import.meta.dirname, '..');
const SECRET_KEY = 'sk_of_the_python_backend';

function hasPython(): boolean {
  try {
    return execFileSync('python3', ['--version'], { encoding: 'utf8' }).startsWith('Python 3');
  } catch {
    return false;
  }
}

describe.skipIf(!hasPython())('in Python (not run where there is no python3)', () => {
  test('both programs compile', async () => {
    const check = 'import ast, sys; [ast.parse(open(name).read(), name) for name in sys.argv[1:]]';
    await run('python3', ['-c', check, 'send_events.py', 'read_score.py'], { cwd: FOLDER });
  });

  test('read_score.py says the score and its reasons', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'ardent-python-'));
    const settings = { ARDENT_DATA_DIR: dataDir, ARDENT_SECRET_KEY: SECRET_KEY, PORT: '0' };
    const collector = await createCollector(loadConfig({}, settings), { now: Date.now });
    try {
      const { url } = await collector.start();
      const env = { ...process.env, ARDENT_URL: url, ARDENT_SECRET_KEY: SECRET_KEY };
      const ask = (userId: string) => run('python3', ['read_score.py', userId], { cwd: FOLDER, env });
      await expect(ask('a/b@c')).rejects.toMatchObject({ stderr: 'Ardent has not heard of a/b@c yet\n' });
      await fetch(`${url}/v1/track`, {
        method: 'POST',
        headers: { authorization: `Bearer ${SECRET_KEY}` },
        body: JSON.stringify({ userId: 'a/b@c', event: 'Report Viewed' }),
      });
      expect((await ask('a/b@c')).stdout).toMatch(/^7 very_disengaged\n {2}\+6\.7 active_days\n$/);
    } finally {
      await collector.stop();
      await rm(dataDir, { recursive: true });
    }
  });
});
