// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import { nextSession } from './session.ts';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 0, 1);

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const NEW = { sessionId: expect.any(String), sessionStart: expect.any(Number) };

test.each([
  ['9 seconds later', MINUTE * 0.15, 'nothing', false],
  ['11 seconds later', MINUTE * 0.19, 'only the time', {}],
  ['29 minutes later', 29 * MINUTE, 'only the time', {}],
  ['31 minutes later', 31 * MINUTE, 'the session', NEW],
  ['after the clock was set back by two years', -2 * 365 * 24 * 60 * MINUTE, 'the session', NEW],
])('%s, %i ms, changes %s', (_when, later, _what, change) => {
  const changed = nextSession({ sessionId: 's', changedAt: NOW }, NOW + later);
  if (change === NEW) expect(changed).toMatchObject(NEW);
  else expect(changed).toEqual(change);
});

test('what has no session yet gets one, with the time as its start', () => {
  expect(nextSession({ changedAt: NOW }, NOW)).toMatchObject({ sessionStart: NOW });
});

test('a session knows the site and the campaign that it came from', () => {
  vi.spyOn(document, 'referrer', 'get').mockReturnValue('https://search.example/');
  vi.stubGlobal('location', {
    origin: 'https://app.example',
    search: '?utm_source=mail&utm_campaign=spring&x=1',
  });
  expect(nextSession({ changedAt: 0 }, NOW)).toMatchObject({
    referrer: 'https://search.example/',
    campaign: { source: 'mail', name: 'spring' },
  });
  vi.spyOn(document, 'referrer', 'get').mockReturnValue('https://app.example/pricing');
  expect(nextSession({ changedAt: 0 }, NOW)).toMatchObject({ referrer: '' });
});

test('under Global Privacy Control it knows neither, nor what the session before knew', () => {
  vi.spyOn(document, 'referrer', 'get').mockReturnValue('https://search.example/');
  Object.defineProperty(navigator, 'globalPrivacyControl', { value: true, configurable: true });
  vi.stubGlobal('location', { origin: 'https://app.example', search: '?utm_source=mail' });
  expect(nextSession({ changedAt: 0 }, NOW)).toMatchObject({ referrer: '', campaign: {} });
  Object.defineProperty(navigator, 'globalPrivacyControl', { value: undefined, configurable: true });
});
