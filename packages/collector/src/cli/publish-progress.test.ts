import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { defaultModel } from '@ardent/core';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../test/http/open-collector.ts';
import { runPublish } from './run-publish.ts';

const VERSION = { modelId: 'main', version: 2, changes: [] };

/** A collector that answers these one after the other, whatever it is asked. */
async function serveInTurn(answers: readonly object[]): Promise<string> {
  const left = [...answers];
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ ...VERSION, ...left.shift() }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function publish(answers: readonly object[], draft?: true): Promise<string[]> {
  const model = join(temporaryFolder(), 'model.json');
  writeFileSync(model, JSON.stringify(defaultModel()));
  const flags = { model, reason: 'r', url: await serveInTurn(answers), key: 'sk_for_tests_for_tests' };
  const told: string[] = [];
  const say = (text: string) => void told.push(text);
  await runPublish({ ...flags, ...(draft && { draft }) }, { out: say, err: say });
  return told;
}

const filling = (countedRatio: number, scoredRatio: number) => ({
  state: 'filling',
  countedRatio,
  scoredRatio,
});

test('a version is counted first, then scored, and both are told in words', async () => {
  const answers = [
    filling(0.52, 0),
    filling(0.53, 0),
    filling(1, 0.3),
    { state: 'published', countedRatio: 1, scoredRatio: 1 },
  ];
  expect(await publish(answers)).toEqual([
    'Stored as version 2 of model main.',
    'counting new signals  [###############---------------]  50 %',
    'scoring everybody     [#########---------------------]  30 %',
    'Published: version 2 of model main.',
  ]);
});

test('a draft is counted, but scored only once it is published', async () => {
  const answers = [
    { state: 'draft', countedRatio: 0, scoredRatio: null },
    { state: 'draft', countedRatio: 1, scoredRatio: null },
  ];
  expect(await publish(answers, true)).toEqual([
    'Stored as version 2 of model main.',
    'counting new signals  [------------------------------]   0 %',
    expect.stringMatching(/^A draft: version 2 of model main\./),
  ]);
});
