import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultModel } from '@ardent/core';
import { expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { openCollector, SECRET_KEY, temporaryFolder } from './open-collector.ts';

const model = {
  ...defaultModel(),
  signals: [
    ...defaultModel().signals,
    { key: 'exports', event: 'Report Exported', weight: 4, perDay: 'linear' },
  ],
};

function writeModel(content: unknown): string {
  const path = join(temporaryFolder(), 'model.json');
  writeFileSync(path, JSON.stringify(content));
  return path;
}

async function publish(...argv: string[]): Promise<{ exitCode: number; out: string; err: string }> {
  const printed = { out: '', err: '' };
  const exitCode = await main(['publish', ...argv], {
    out: (text) => {
      printed.out += `${text}\n`;
    },
    err: (text) => {
      printed.err += `${text}\n`;
    },
  });
  return { exitCode, ...printed };
}

test('publishes, says what is different, and shows how far its signals are counted', async () => {
  const collector = await openCollector({}, { patienceMs: 0 });
  await collector.send(
    Array.from({ length: 500 }, (_, i) => ({
      type: 'track',
      event: 'Report Exported',
      userId: 'anna',
      timestamp: new Date(collector.clock.now - (i % 40) * 86_400_000).toISOString(),
    })),
  );
  const { url } = await collector.start();
  const flags = [
    '--model',
    writeModel(model),
    '--reason',
    'Exports matter',
    '--url',
    url,
    '--key',
    SECRET_KEY,
  ];
  const { exitCode, out, err } = await publish(...flags);
  expect({ exitCode, out }).toEqual({ exitCode: 0, out: 'Published: version 2 of model main.\n' });
  expect(err).toContain('Report Exported: new, weight 4');
  expect(err).toMatch(/counting new signals {2}\[#*-+\] +\d+ %/);
  expect((await collector.read('/v1/models')).body).toMatchObject({
    data: [{ version: 2, state: 'published', reason: 'Exports matter', countedRatio: 1 }],
  });
  expect(await publish(...flags, '--draft')).toMatchObject({
    exitCode: 0,
    out: expect.stringMatching(/^A draft: version 3 of model main/),
  });
});

test.each([
  [['--url', 'localhost'], 2, '--url must be an http or https address'],
  [['--id', 'sales'], 1, 'the collector refused it: There is no model "sales"'],
  [
    ['--key', 'sk_unknown_unknown_unknown'],
    1,
    'the collector refused it: There is no secret key like the one',
  ],
])('%j: exit code %i and what is wrong', async (more, exitCode, message) => {
  const { url } = await (await openCollector()).start();
  const flags = ['--model', writeModel(model), '--reason', 'x', '--url', url, '--key', SECRET_KEY];
  const answer = await publish(...flags, ...more);
  expect(answer).toMatchObject({ exitCode, out: '' });
  expect(answer.err).toContain(message);
});

test('a wrong model is refused before anything is asked, with everything that is wrong', async () => {
  const path = writeModel({ ...model, target: 0, decay: { type: 'half-life', days: -1 } });
  const answer = await publish('--model', path, '--reason', 'x', '--key', SECRET_KEY);
  expect(answer).toMatchObject({ exitCode: 1, out: '' });
  expect(answer.err).toMatch(/decay\.days .*target/);
});
