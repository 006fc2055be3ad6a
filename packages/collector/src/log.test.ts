import { expect, test } from 'vitest';
import { CollectorError } from './collector-error.ts';
import { createLog } from './log.ts';

function openLog(): { log: ReturnType<typeof createLog>; lines: () => unknown[] } {
  const written: string[] = [];
  const log = createLog({ write: (line) => written.push(line) });
  return { log, lines: () => written.map((line) => JSON.parse(line)) };
}

test('one JSON object a line, with level, time, text and fields', () => {
  const { log, lines } = openLog();
  log.info('started', { port: 8787 });
  expect(lines()).toEqual([
    { level: 'info', time: expect.stringMatching(/^\d{4}-.*Z$/), msg: 'started', port: 8787 },
  ]);
});

test('errors come with code, hint and stack, without e-mail addresses and keys', () => {
  const { log, lines } = openLog();
  const error = new CollectorError({
    code: 'disk_full',
    message: 'anna@example.com sent with sk_secret_secret',
    hint: 'make room',
  });
  log.error('messages could not be stored', error, { requestId: 'r-1' });
  expect(lines()).toMatchObject([
    {
      level: 'error',
      requestId: 'r-1',
      err: { code: 'disk_full', hint: 'make room', message: '[e-mail] sent with [key]' },
    },
  ]);
  expect(JSON.stringify(lines())).not.toMatch(/anna@|sk_secret/);
});
