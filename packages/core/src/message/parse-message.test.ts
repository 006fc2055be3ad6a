import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Message, Rejection } from './message.ts';
import { type ParseMessageOptions, parseMessage } from './parse-message.ts';

const track = { type: 'track', userId: 'u1', event: 'Report Viewed' };

function messageOf(value: unknown, options?: ParseMessageOptions): Message {
  const parsed = parseMessage(value, options);
  return parsed.ok ? parsed.message : expect.fail(`${parsed.rejection.code}: ${parsed.rejection.message}`);
}

function rejectionOf(value: unknown, options?: ParseMessageOptions): Rejection {
  const parsed = parseMessage(value, options);
  return parsed.ok ? expect.fail('was accepted') : parsed.rejection;
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

describe('rejections', () => {
  test.each([
    [null, 'invalid_message', 'a message must be an object, got null: send {"type": "track", …}'],
    [[track], 'invalid_message', 'a message must be an object, got a list of 1: send {"type": "track", …}'],
    ['track', 'invalid_message', 'a message must be an object, got "track": send {"type": "track", …}'],
    [
      { userId: 'u1' },
      'invalid_type',
      'type must be one of track, identify, group, page, screen, alias, got nothing: name the kind of message',
    ],
    [
      { ...track, type: 'Track' },
      'invalid_type',
      'type must be one of track, identify, group, page, screen, alias, got "Track": name the kind of message',
    ],
    [
      { ...track, type: 7 },
      'invalid_type',
      'type must be one of track, identify, group, page, screen, alias, got 7: name the kind of message',
    ],
    [
      { ...track, userId: null },
      'missing_id',
      'userId or anonymousId must be given, got neither: send one of them',
    ],
    [
      { ...track, userId: {} },
      'invalid_id',
      'userId must be a string or a whole number below 2^53, got an object: send it as a string',
    ],
    [
      { ...track, userId: true },
      'invalid_id',
      'userId must be a string or a whole number below 2^53, got true: send it as a string',
    ],
    [
      { ...track, userId: 1e300 },
      'invalid_id',
      'userId must be a string or a whole number below 2^53, got 1e+300: send it as a string',
    ],
    [
      { ...track, userId: 2 ** 53 },
      'invalid_id',
      'userId must be a string or a whole number below 2^53, got 9007199254740992: send it as a string',
    ],
    [
      { ...track, userId: 'a\0b' },
      'invalid_id',
      'userId must be valid Unicode without NUL characters, got "a\\u0000b": send the id as it is in your database',
    ],
    [
      { ...track, anonymousId: '\ud800' },
      'invalid_id',
      'anonymousId must be valid Unicode without NUL characters, got "\\ud800": send the id as it is in your database',
    ],
    [
      { ...track, messageId: 'x'.repeat(256) },
      'invalid_id',
      `messageId must have at most 255 characters, got "${'x'.repeat(60)}"… (256 characters): send a shorter id`,
    ],
    [
      { ...track, context: { groupId: {} } },
      'invalid_id',
      'context.groupId must be a string or a whole number below 2^53, got an object: send it as a string',
    ],
    [
      { ...track, event: undefined },
      'missing_event',
      'event must name what happened, got nothing: send for example "Report Viewed"',
    ],
    [
      { ...track, event: '  ' },
      'missing_event',
      'event must name what happened, got "  ": send for example "Report Viewed"',
    ],
    [{ ...track, event: 7 }, 'invalid_event', "event must be a string, got 7: send the event's name"],
    [
      { ...track, event: 'x'.repeat(201) },
      'invalid_event',
      `event must have at most 200 characters, got "${'x'.repeat(60)}"… (201 characters): put what varies into properties`,
    ],
    [
      { ...track, event: 'a\udc00' },
      'invalid_event',
      'event must be valid Unicode without NUL characters, got "a\\udc00": send a plain name',
    ],
    [
      { type: 'group', userId: 'u1' },
      'missing_group_id',
      'groupId must be given with a group, got nothing: send the id of the account',
    ],
    [
      { type: 'alias', userId: 'u1' },
      'missing_previous_id',
      'previousId must be given with an alias, got nothing: send the id used so far',
    ],
    [
      { type: 'alias', previousId: 'p1' },
      'missing_id',
      'userId or anonymousId must be given, got neither: send one of them',
    ],
    [
      { ...track, properties: [] },
      'invalid_properties',
      'properties must be an object, got an empty list: send {"key": value} pairs',
    ],
    [
      { type: 'page', userId: 'u1', properties: 'x' },
      'invalid_properties',
      'properties must be an object, got "x": send {"key": value} pairs',
    ],
    [
      { type: 'identify', userId: 'u1', traits: 'x' },
      'invalid_traits',
      'traits must be an object, got "x": send {"key": value} pairs',
    ],
    [
      { type: 'identify', userId: 'u1', context: { traits: 7 } },
      'invalid_traits',
      'context.traits must be an object, got 7: send {"key": value} pairs',
    ],
    [
      { ...track, context: 'x' },
      'invalid_context',
      'context must be an object, got "x": send {"page": {…}, …}',
    ],
    [
      { ...track, timestamp: 'soon', originalTimestamp: '2026-03-01' },
      'invalid_timestamp',
      'timestamp must be a time, got "soon": send an ISO 8601 time such as "2026-03-01T09:30:00.000Z", or milliseconds since 1970',
    ],
    [
      { ...track, originalTimestamp: {} },
      'invalid_timestamp',
      'originalTimestamp must be a time, got an object: send an ISO 8601 time such as "2026-03-01T09:30:00.000Z", or milliseconds since 1970',
    ],
    [
      { ...track, sentAt: 'x' },
      'invalid_timestamp',
      'sentAt must be a time, got "x": send an ISO 8601 time such as "2026-03-01T09:30:00.000Z", or milliseconds since 1970',
    ],
    [
      { ...track, context: { page: { title: 'x'.repeat(16_385) } } },
      'too_large',
      'context.title must have at most 16384 characters, got 16385: shorten it',
    ],
  ])('%#: %j', (value, code, message) => {
    expect(rejectionOf(value)).toEqual({ code, message });
  });

  test('nothing of a type that needs it', () => {
    expect(messageOf({ type: 'alias', previousId: 'p1', anonymousId: 'a1' })).toMatchObject({
      previousId: 'p1',
      anonymousId: 'a1',
    });
    expect(messageOf({ type: 'group', anonymousId: 'a1', groupId: 'g1' })).toMatchObject({ groupId: 'g1' });
  });

  test('the longest ids and names are taken', () => {
    expect(messageOf({ ...track, userId: 'x'.repeat(255), event: 'x'.repeat(200) }).event).toHaveLength(200);
  });
});

describe('whatever comes', () => {
  const mostly = <T>(good: fc.Arbitrary<T>) =>
    fc.oneof<fc.WeightedArbitrary<unknown>[]>(
      { weight: 9, arbitrary: good },
      { weight: 1, arbitrary: fc.jsonValue() },
    );
  const texts = fc.string({ unit: 'binary' });
  const objects = fc.dictionary(texts, fc.jsonValue({ stringUnit: 'binary' }));
  const contexts = fc.record(
    {
      page: mostly(
        fc.record({ path: texts, url: texts, title: texts, referrer: texts }, { requiredKeys: [] }),
      ),
      campaign: mostly(fc.dictionary(texts, texts)),
      sessionId: mostly(fc.integer()),
      locale: mostly(texts),
      traits: mostly(objects),
    },
    { requiredKeys: [] },
  );
  const messages = fc.record(
    {
      type: mostly(fc.constantFrom('track', 'identify', 'group', 'page', 'screen', 'alias')),
      event: mostly(fc.oneof(fc.string(), texts)),
      userId: mostly(fc.oneof(fc.string({ minLength: 1 }), fc.integer())),
      anonymousId: mostly(fc.uuid()),
      groupId: mostly(fc.string({ minLength: 1 })),
      previousId: mostly(fc.string({ minLength: 1 })),
      properties: mostly(objects),
      traits: mostly(objects),
      timestamp: mostly(
        fc
          .date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })
          .map((date) => date.toISOString()),
      ),
      context: mostly(contexts),
    },
    { requiredKeys: ['type', 'event', 'userId'] },
  );
  const wires = fc.oneof({ weight: 9, arbitrary: messages }, { weight: 1, arbitrary: fc.anything() });

  test('it is answered, with texts that any store can hold, and left as it was', () => {
    let accepted = 0;
    fc.assert(
      fc.property(wires, (value) => {
        const before = fc.stringify(value);
        const parsed = parseMessage(value);
        expect(fc.stringify(value)).toBe(before);
        if (!parsed.ok) {
          expect(parsed.rejection.message).toMatch(/ must (be|have|name) .*: /s);
          return;
        }
        accepted++;
        const text = JSON.stringify(parsed.message);
        expect(text).not.toMatch(/\\u0000|\\ud[89a-f]/);
        expect(parseMessage({ ...JSON.parse(text), timestamp: null }).ok).toBe(true);
      }),
      { numRuns: 2000 },
    );
    expect(accepted).toBeGreaterThan(200);
  });
});
