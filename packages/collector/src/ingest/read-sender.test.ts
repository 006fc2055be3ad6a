import { expect, test } from 'vitest';
import { createSenderReader } from './read-sender.ts';

const read = createSenderReader();
const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0';

test.each([
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36`, 'desktop', 'Chrome', 'Windows'],
  [
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36 Edg/140.0`,
    'desktop',
    'Microsoft Edge',
    'Windows',
  ],
  [`Mozilla/5.0 (Linux; Android 14; Pixel 8) ${CHROME} Mobile Safari/537.36`, 'mobile', 'Chrome', 'Android'],
  [
    'Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Safari/604.1',
    'tablet',
    'Safari',
    'iOS',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'desktop', 'Firefox', 'Linux'],
])('%s', (agent, device, browser, os) => {
  expect(read(agent)).toEqual({ isBot: false, device, browser, os });
});

test.each([
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Googlebot/2.1 (+http://www.google.com/bot.html)',
  `Mozilla/5.0 (Linux; Android 6.0.1) ${CHROME} Mobile Safari/537.36 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)`,
  'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
  'AhrefsBot/7.0',
])('%s is a bot', (agent) => {
  expect(read(agent)).toMatchObject({ isBot: true });
  expect(read(agent)).not.toHaveProperty('device');
});

test.each([
  'analytics-node/3.1.0',
  'python-requests/2.31',
  'Go-http-client/1.1',
  'node',
  'curl/8.5.0',
  'okhttp/4.12',
])('%s is a back end or an app that sends what people did', (agent) => {
  expect(read(agent).isBot).toBe(false);
});

test('a headless browser is its owner’s test, not a crawler', () => {
  expect(
    read(
      `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/147.0.0.0 Safari/537.36`,
    ),
  ).toMatchObject({
    isBot: false,
    browser: 'Chrome',
  });
});

test('whatever else is sent does no harm', () => {
  for (const agent of ['', ' ', '\0', 'x'.repeat(100_000), 'Mozilla/5.0 (', '🙂'])
    expect(read(agent).isBot).toBe(false);
});
