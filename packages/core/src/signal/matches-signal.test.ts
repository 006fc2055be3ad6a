import { describe, expect, test } from 'vitest';
import { makeEvent } from '../../test/make-event.ts';
import type { MessageType } from '../message/message.ts';
import type { FilterValue } from '../model/score-model.ts';
import { isPassive, matchesSignal } from './matches-signal.ts';

const viewed = makeEvent('Report Viewed', { plan: 'pro', seats: 5, trial: false, filter: { kind: 'week' } });

test('an event of the signal’s name, exactly', () => {
  expect(matchesSignal({ event: 'Report Viewed' }, viewed)).toBe(true);
  expect(matchesSignal({ event: 'report viewed' }, viewed)).toBe(false);
  expect(matchesSignal({ event: 'Report' }, viewed)).toBe(false);
});

describe('passive events', () => {
  const mail = makeEvent('Email Delivered', {}, { nonInteraction: true });
  const paid = makeEvent('Invoice Paid');
  const passiveEvents = new Set(['Invoice Paid']);

  test('are not among any', () => {
    expect(matchesSignal({ event: '*' }, viewed, { passiveEvents })).toBe(true);
    expect(matchesSignal({ event: '*' }, mail)).toBe(false);
    expect(matchesSignal({ event: '*' }, paid)).toBe(true);
    expect(matchesSignal({ event: '*' }, paid, { passiveEvents })).toBe(false);
    expect([viewed, mail, paid].map((message) => isPassive(message, { passiveEvents }))).toEqual([
      false,
      true,
      true,
    ]);
  });

  test('count where a signal names them', () => {
    expect(matchesSignal({ event: 'Email Delivered' }, mail)).toBe(true);
    expect(matchesSignal({ event: 'Invoice Paid' }, paid, { passiveEvents })).toBe(true);
  });
});

describe('where', () => {
  const matches = (path: string, filter: FilterValue | FilterValue[]) =>
    matchesSignal({ event: '*', where: { [path]: filter } }, viewed);

  test.each<[string, FilterValue | FilterValue[], boolean]>([
    ['properties.plan', 'pro', true],
    ['properties.plan', 'free', false],
    ['properties.plan', ['free', 'pro'], true],
    ['properties.plan', [], false],
    ['properties.seats', 5, true],
    ['properties.seats', '5', false],
    ['properties.trial', false, true],
    ['properties.trial', 0, false],
    ['properties.filter.kind', 'week', true],
    ['properties.missing', 'undefined', false],
    ['context.path', '/', false],
  ])('%s is %j: %s', (path, filter, expected) => {
    expect(matches(path, filter)).toBe(expected);
  });

  test('takes all filters to pass', () => {
    const where = { 'properties.plan': 'pro', 'properties.seats': 6 };
    expect(matchesSignal({ event: 'Report Viewed', where }, viewed)).toBe(false);
    expect(
      matchesSignal({ event: 'Report Viewed', where: { ...where, 'properties.seats': [5, 6] } }, viewed),
    ).toBe(true);
    expect(matchesSignal({ event: 'Report Viewed', where: {} }, viewed)).toBe(true);
  });
});

test.each<MessageType>(['identify', 'group', 'alias'])('%s never matches', (type) => {
  const { event: _, ...rest } = viewed;
  expect(matchesSignal({ event: '*' }, { ...rest, type })).toBe(false);
});
