import { expect, test } from 'vitest';
import { scrubText } from './scrub-text.ts';

test.each([
  ['no user anna.b+c@mail.example.com here', 'no user [e-mail] here'],
  ['key sk_Ab3-xyz_987 refused', 'key [key] refused'],
  ['token v1.key_abc.1763800000.AbCdEfGhIjKlMnOpQrStUv', 'token [token]'],
  ['authorization: Bearer abc.def-123', 'authorization: [credentials]'],
  ['connect ECONNREFUSED 192.168.1.20:80', 'connect ECONNREFUSED [address]:80'],
])('%s', (text, scrubbed) => {
  expect(scrubText(text)).toBe(scrubbed);
});

test('what an operator needs stays', () => {
  const text =
    '/data/projects/default.db: database or disk is full at file:///app/dist/x.js:10:5 (better-sqlite3@12.6.2)';
  expect(scrubText(text)).toBe(text);
});
