import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { STORY } from '../demo/feed/demo-run.ts';
import { main } from './main.ts';

async function run(...argv: string[]): Promise<{ exitCode: number; out: string; err: string }> {
  const printed = { out: '', err: '' };
  const exitCode = await main(['demo', ...argv], {
    out: (text) => {
      printed.out += `${text}\n`;
    },
    err: (text) => {
      printed.err += `${text}\n`;
    },
  });
  return { exitCode, ...printed };
}

/** Answers each path with its JSON, and remembers which paths were asked for. */
async function serve(answers: Record<string, object>): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const answer = answers[`${request.url}`];
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? {}));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const KEY = ['--key', 'sk_for_tests_for_tests'];

test.each([
  [['--profiles', '7', ...KEY], 'It must be a whole number from 120 to 50000.'],
  [['--days', 'x', ...KEY], 'It must be a whole number from 60 to 390.'],
  [['--end', '2026-02-30', ...KEY], '--end must be a date written YYYY-MM-DD, got "2026-02-30"'],
  [['--url', 'localhost', ...KEY], '--url must be an http or https address, got "localhost"'],
])('%j: exit code 2 and what is wrong', async (argv, message) => {
  const answer = await run(...argv);
  expect(answer).toMatchObject({ exitCode: 2, out: '' });
  expect(answer.err).toContain(message);
});

test('a project with data of its own is left alone, and how to insist is said', async () => {
  const { url, asked } = await serve({ '/v1/profiles?kind=all&limit=1': { data: [{}] } });
  const answer = await run('--url', url, ...KEY);
  expect(answer).toMatchObject({ exitCode: 1, out: '' });
  expect(answer.err).toContain('the project has data of its own');
  expect(answer.err).toContain('--add-to-data');
  expect(asked.filter((line) => line.startsWith('POST'))).toEqual([]);
});

test('where all of it has arrived there is nothing to do', async () => {
  const traits = {
    seed: 1,
    profiles: 600,
    days: 90,
    endDay: '2026-11-20',
    timeZone: 'UTC',
    story: STORY,
    toldUntil: '2099-01-01T00:00:00.000Z',
  };
  const { url, asked } = await serve({ '/v1/anonymous/ardent-demo': { traits } });
  const answer = await run('--url', url, ...KEY);
  expect(answer).toMatchObject({ exitCode: 0, err: '' });
  expect(answer.out).toContain('Nothing to do');
  expect(answer.out).toContain('until 2026-11-20');
  expect(asked.filter((line) => line.startsWith('POST'))).toEqual([]);
});
