import { describe, expect, test } from 'vitest';
import type { Rejection } from './message.ts';
import { parseMessage } from './parse-message.ts';

const track = { type: 'track', userId: 'u1', event: 'Report Viewed' };

function rejectionOf(value: unknown): Rejection {
  const parsed = parseMessage(value);
  return parsed.ok ? expect.fail('was accepted') : parsed.rejection;
}

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
});
