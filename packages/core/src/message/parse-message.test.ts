import { describe, expect, test } from 'vitest';
import type { Message } from './message.ts';
import { type ParseMessageOptions, parseMessage } from './parse-message.ts';

const track = { type: 'track', userId: 'u1', event: 'Report Viewed' };

function messageOf(value: unknown, options?: ParseMessageOptions): Message {
  const parsed = parseMessage(value, options);
  return parsed.ok ? parsed.message : expect.fail(`${parsed.rejection.code}: ${parsed.rejection.message}`);
}

test('a whole track', () => {
  const wire = {
    ...track,
    messageId: 'm1',
    anonymousId: 'a1',
    timestamp: '2026-03-01T09:30:00.123Z',
    originalTimestamp: '2026-03-01T09:30:05Z',
    sentAt: '2026-03-01T09:30:01Z',
    properties: { reportId: 42, nonInteraction: false },
    context: {
      ip: '192.0.2.1',
      page: {
        path: '/reports',
        title: 'Reports',
        url: 'https://app.example.com/reports?token=x',
        referrer: 'https://www.example.org/search?q=secret',
        search: '?token=x',
      },
      campaign: { source: 'mail', medium: 'newsletter', id: 7 },
      sessionId: 1772357400123,
      device: { type: 'mobile', model: 'X' },
      browser: { name: 'Firefox' },
      os: { name: 'Linux', version: '6' },
      locale: 'en-GB',
      timezone: 'Europe/Berlin',
      library: { name: 'ardent.js', version: '0.1.0' },
      groupId: 99,
      optOut: false,
      dropped: 3,
      userToken: 'v1.k.1.x',
      userAgent: 'Mozilla/5.0',
    },
  };
  expect(messageOf(wire)).toEqual({
    type: 'track',
    messageId: 'm1',
    userId: 'u1',
    anonymousId: 'a1',
    event: 'Report Viewed',
    properties: { reportId: 42, nonInteraction: false },
    traits: {},
    context: {
      path: '/reports',
      title: 'Reports',
      referrer: 'www.example.org',
      campaign: { source: 'mail', medium: 'newsletter' },
      sessionId: '1772357400123',
      device: 'mobile',
      browser: 'Firefox',
      os: 'Linux',
      locale: 'en-GB',
      timeZone: 'Europe/Berlin',
      library: 'ardent.js',
      libraryVersion: '0.1.0',
      groupId: '99',
    },
    nonInteraction: false,
    timestamp: Date.UTC(2026, 2, 1, 9, 30, 0, 123),
    sentAt: Date.UTC(2026, 2, 1, 9, 30, 1),
    optOut: false,
    dropped: 3,
    userToken: 'v1.k.1.x',
    userAgent: 'Mozilla/5.0',
  });
});

test('the least that is a message has nothing else', () => {
  expect(messageOf(track)).toEqual({
    type: 'track',
    userId: 'u1',
    event: 'Report Viewed',
    properties: {},
    traits: {},
    context: {},
    nonInteraction: false,
  });
});

describe('what known clients send', () => {
  test('null and empty ids are absent', () => {
    const message = messageOf({
      ...track,
      userId: null,
      anonymousId: 'a1',
      groupId: '',
      previousId: null,
      messageId: '',
    });
    expect(Object.keys(message)).toEqual(
      expect.not.arrayContaining(['userId', 'groupId', 'previousId', 'messageId']),
    );
    expect(messageOf({ ...track, userId: '', anonymousId: 'a1' }).anonymousId).toBe('a1');
  });

  test('ids may be numbers', () => {
    expect(messageOf({ ...track, userId: 42, messageId: 0 })).toMatchObject({ userId: '42', messageId: '0' });
  });

  test('only an originalTimestamp', () => {
    expect(messageOf({ ...track, originalTimestamp: '2026-03-01T09:30:05Z' }).timestamp).toBe(
      Date.UTC(2026, 2, 1, 9, 30, 5),
    );
  });

  test('traits in context.traits; the message’s own win', () => {
    const wire = {
      type: 'identify',
      userId: 'u1',
      traits: { plan: 'pro' },
      context: { traits: { plan: 'free', email: 'a@example.com' } },
    };
    expect(messageOf(wire).traits).toEqual({ plan: 'pro', email: 'a@example.com' });
    expect(messageOf({ ...wire, traits: undefined }).traits).toEqual({
      plan: 'free',
      email: 'a@example.com',
    });
  });

  test('context.traits of a group or track are the user’s, not its own', () => {
    const context = { traits: { email: 'a@example.com' } };
    expect(
      messageOf({ type: 'group', userId: 'u1', groupId: 'g1', traits: { seats: 5 }, context }).traits,
    ).toEqual({ seats: 5 });
    expect(messageOf({ ...track, context }).traits).toEqual({});
  });

  test('a page’s name and category go into its properties', () => {
    const wire = {
      type: 'page',
      anonymousId: 'a1',
      name: 'Reports',
      category: 'App',
      properties: { name: 'x', tab: 1 },
    };
    expect(messageOf(wire)).toMatchObject({
      event: 'Page Viewed',
      properties: { name: 'Reports', category: 'App', tab: 1 },
    });
    expect(wire.properties).toEqual({ name: 'x', tab: 1 });
    expect(messageOf({ type: 'screen', userId: 'u1', name: 'Home' })).toMatchObject({
      event: 'Screen Viewed',
      properties: { name: 'Home' },
    });
    expect(messageOf({ type: 'page', userId: 'u1', name: null, category: '' }).properties).toEqual({});
  });

  test('a server’s page has its path in the properties', () => {
    const wire = {
      type: 'page',
      userId: 'u1',
      properties: { url: 'https://example.com/a?b', title: 'A', referrer: 'https://example.org/' },
    };
    expect(messageOf(wire).context).toEqual({ path: '/a', title: 'A', referrer: 'example.org' });
    expect(messageOf({ ...wire, context: { page: { path: '/c' } } }).context).toEqual({ path: '/c' });
    expect(messageOf({ ...track, properties: wire.properties }).context).toEqual({});
  });

  test('the path comes from the url where there is none', () => {
    const page = { path: '', url: 'https://app.example.com/x/y?secret#z' };
    expect(messageOf({ ...track, context: { page } }).context).toEqual({ path: '/x/y' });
  });

  test('browser, os and device as plain texts', () => {
    const context = { browser: 'Safari', os: 'macOS', device: 'desktop', library: 'curl' };
    expect(messageOf({ ...track, context }).context).toEqual(context);
  });

  test('a context of unexpected shapes loses no event', () => {
    const context = {
      page: 'x',
      campaign: [1],
      sessionId: {},
      device: null,
      locale: false,
      library: 7n,
      optOut: 'yes',
      dropped: -1,
      userToken: {},
    };
    expect(messageOf({ ...track, context })).toMatchObject({ context: {} });
    expect(messageOf({ ...track, context })).not.toHaveProperty('optOut');
    expect(messageOf({ ...track, context })).not.toHaveProperty('dropped');
  });
});

describe('what the request around it says', () => {
  test('the type, where the message has none', () => {
    const { type: _, ...untyped } = track;
    expect(messageOf(untyped, { type: 'track' }).type).toBe('track');
    expect(messageOf(track, { type: 'page' }).type).toBe('track');
  });

  test('sentAt, where the message has none', () => {
    expect(messageOf(track, { sentAt: 5 }).sentAt).toBe(5);
    expect(messageOf({ ...track, sentAt: '2026-03-01' }, { sentAt: 5 }).sentAt).toBe(Date.UTC(2026, 2, 1));
  });

  test('the context, under the message’s own', () => {
    const context = { locale: 'de', groupId: 'g1', optOut: true };
    expect(messageOf({ ...track, context: { locale: 'en' } }, { context })).toMatchObject({
      context: { locale: 'en', groupId: 'g1' },
      optOut: true,
    });
    expect(messageOf(track, { context }).context).toEqual({ locale: 'de', groupId: 'g1' });
    expect(messageOf({ type: 'identify', userId: 'u1' }, { context: { traits: { a: 1 } } }).traits).toEqual({
      a: 1,
    });
  });
});

test('nonInteraction is exactly true, and of events only', () => {
  const of = (nonInteraction: unknown) =>
    messageOf({ ...track, properties: { nonInteraction } }).nonInteraction;
  expect([true, 1, 'true', false, null].map(of)).toEqual([true, false, false, false, false]);
  expect(
    messageOf({ type: 'identify', userId: 'u1', properties: { nonInteraction: true } }).nonInteraction,
  ).toBe(false);
});

test('an alias and a group need no userId', () => {
  expect(messageOf({ type: 'alias', previousId: 'p1', anonymousId: 'a1' })).toMatchObject({
    previousId: 'p1',
    anonymousId: 'a1',
  });
  expect(messageOf({ type: 'group', anonymousId: 'a1', groupId: 'g1' })).toMatchObject({ groupId: 'g1' });
});

test('the longest ids and names are taken', () => {
  expect(messageOf({ ...track, userId: 'x'.repeat(255), event: 'x'.repeat(200) }).event).toHaveLength(200);
});
