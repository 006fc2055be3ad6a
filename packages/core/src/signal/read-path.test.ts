import { expect, test } from 'vitest';
import { makeEvent } from '../../test/make-event.ts';
import { readPath } from './read-path.ts';

const message = makeEvent(
  'Report Viewed',
  JSON.parse(
    '{"plan":"pro","nested":{"deep":{"n":0}},"utm.source":"mail","a.b":{"c.d":1},"a":{"b":{"e":2}},"list":[{"x":1}],"none":null}',
  ),
  { context: { path: '/reports', campaign: { source: 'ads' } } },
);

test.each([
  ['properties.plan', 'pro'],
  ['properties.nested.deep.n', 0],
  ['properties.nested.deep', { n: 0 }],
  ['properties.utm.source', 'mail'],
  ['properties.a.b.c.d', 1],
  ['properties.a.b.e', 2],
  ['properties.none', null],
  ['context.path', '/reports'],
  ['context.campaign.source', 'ads'],
])('%s', (path, value) => {
  expect(readPath(message, path)).toEqual(value);
});

test.each([
  'properties.missing',
  'properties.plan.x',
  'properties.plan.length',
  'properties.none.x',
  'properties.list.0',
  'properties.list.length',
  'properties.constructor',
  'properties.__proto__',
  'properties.toString.name',
  'properties.',
  'properties',
  'context.title',
  'traits.plan',
  'userId',
  '',
])('nothing at %j', (path) => {
  expect(readPath(message, path)).toBeUndefined();
});
