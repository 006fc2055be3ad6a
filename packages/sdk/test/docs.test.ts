import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
// @ts-expect-error: a bench, without types
import { FEATURES } from '../bench/features.mjs';
// @ts-expect-error: a bench, without types
import { takeOut } from '../bench/take-out.mjs';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const docs = read('../../../docs/sdk.md');
const stub = read('../dist/stub.min.js').trim();

type Edit = { file: string };
const features = Object.entries(FEATURES as Record<string, Edit[]>);

test('the stub snippet in the docs is the one that was built', () => {
  expect(docs).toContain(`<script>${stub}</script>`);
});

test.each([
  ['ardent.js', read('../dist/ardent.js')],
  ['stub.min.js', stub],
])('the hash beside %s is that of the file', (name, code) => {
  const hash = `sha384-${createHash('sha384').update(code).digest('base64')}`;
  expect(read(`../dist/${name}.sri`).trim()).toBe(hash);
});

test('the policy in the docs allows the stub snippet by its hash', () => {
  expect(docs).toContain(`'${read('../dist/stub.min.js.sri').trim()}'`);
});

test('the docs list what each feature costs, and no other', () => {
  const table = docs.split('| feature | bytes |')[1]?.split('\n\n')[0] ?? '';
  const listed = [...table.matchAll(/^\| (.+?) +\| +\d+ +\|$/gm)].map(([, name]) => name);
  expect(listed.sort()).toEqual(features.map(([name]) => name).sort());
});

test.each(features)('%s can be taken out of the build, to measure what it costs', (_name, edits) => {
  for (const file of new Set(edits.map((edit) => edit.file))) {
    const code = read(`../dist/${file}`);
    expect(takeOut(edits, file, code)).not.toBe(code);
  }
});
