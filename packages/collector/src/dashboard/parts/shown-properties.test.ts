import { expect, test } from 'vitest';
import { shownProperties } from './shown-properties.ts';

test('of a page view the title alone is left, where path and name say the same again', () => {
  const properties = { path: '/inbox', title: 'Inbox', name: 'Inbox' };
  const event = { type: 'page', traits: {}, properties, context: { path: '/inbox' } } as const;
  expect(shownProperties(event)).toEqual({ title: 'Inbox' });
  expect(shownProperties({ ...event, context: { path: '/' } })).toEqual({ path: '/inbox', title: 'Inbox' });
  expect(shownProperties({ ...event, properties: { name: 'Docs', title: 'Inbox' } })).toEqual({
    name: 'Docs',
    title: 'Inbox',
  });
});

test('of a person and an account it is the traits', () => {
  const event = { traits: { plan: 'pro' }, properties: { path: '/' }, context: {} };
  for (const type of ['identify', 'group'] as const) {
    expect(shownProperties({ ...event, type })).toEqual({ plan: 'pro' });
  }
});
