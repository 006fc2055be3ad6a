import { expect, test } from 'vitest';
import { groupOperations } from './api-document.ts';

function groupsOf(...paths: string[]): Record<string, string[]> {
  const described = Object.fromEntries(paths.map((path) => [path, { get: { responses: {} } }]));
  const groups = groupOperations({ info: { title: 'Ardent' }, paths: described });
  return Object.fromEntries([...groups].map(([name, all]) => [name, all.map(({ path }) => path)]));
}

test('each operation stands in its part of the API, and the parts in the order of a first acquaintance', () => {
  const groups = groupsOf('/healthz', '/v1/me/score', '/v1/jobs/{jobId}', '/v1/accounts/{groupId}', '/v1/t');
  expect(Object.entries(groups)).toEqual([
    ['Sending messages', ['/v1/t']],
    ['Accounts', ['/v1/accounts/{groupId}']],
    ['For the page itself', ['/v1/me/score']],
    ['Models', ['/v1/jobs/{jobId}']],
    ['The server', ['/healthz']],
  ]);
});
