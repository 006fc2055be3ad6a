import { expect, test } from 'vitest';
import { boundIngest } from './bounded-ingest.ts';
import type { IngestAnswer, IngestRequest } from './ingest.ts';

const ANSWER: IngestAnswer = { status: 200, body: '{}' };
const request = (bytes: number): IngestRequest => ({
  route: 'batch',
  body: new Uint8Array(bytes),
  receivedAt: 0,
});

/** An ingest that answers when it is told to. */
function createHeldIngest() {
  const held: (() => void)[] = [];
  return {
    held,
    ingest: () => new Promise<IngestAnswer>((resolve) => held.push(() => resolve(ANSWER))),
  };
}

test('asks to come back when too many bytes wait, and takes again once they are answered', async () => {
  const source = createHeldIngest();
  const { ingest } = boundIngest(source, { maxPendingBytes: 100_000 });
  const first = ingest(request(60_000));
  const refused = await ingest(request(60_000));
  expect(refused).toMatchObject({ status: 503, retryAfterSeconds: 2 });
  expect(JSON.parse(refused.body)).toMatchObject({ code: 'overloaded' });
  const small = ingest(request(10_000));
  for (const answer of source.held) answer();
  expect(await Promise.all([first, small])).toEqual([ANSWER, ANSWER]);
  const later = ingest(request(60_000));
  source.held.at(-1)?.();
  expect(await later).toEqual(ANSWER);
});

test('counts many small requests, too', async () => {
  const source = createHeldIngest();
  const { ingest } = boundIngest(source, { maxPendingBytes: 100_000 });
  const answers = Array.from({ length: 100 }, () => ingest(request(1)));
  expect(source.held.length).toBeLessThan(50);
  for (const answer of source.held) answer();
  const statuses = (await Promise.all(answers)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(source.held.length);
});

test('always takes one, however large', async () => {
  const source = createHeldIngest();
  const { ingest } = boundIngest(source, { maxPendingBytes: 10 });
  const taken = ingest(request(1_000));
  source.held[0]?.();
  expect(await taken).toEqual(ANSWER);
});

test('once closed it asks to come back, and answers what it had taken', async () => {
  const source = createHeldIngest();
  const { ingest, close } = boundIngest(source);
  const taken = ingest(request(1));
  close();
  const refused = await ingest(request(1));
  expect(refused).toMatchObject({ status: 503, retryAfterSeconds: 5 });
  expect(JSON.parse(refused.body)).toMatchObject({ code: 'write_side_stopped' });
  source.held[0]?.();
  expect(await taken).toEqual(ANSWER);
});
