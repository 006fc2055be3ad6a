import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { CollectorError } from './collector-error.ts';
import { loadConfig, SETTINGS } from './config.ts';

const root = resolve(import.meta.dirname, '../../..');

function problemsOf(environment: Record<string, string>): string {
  try {
    loadConfig({}, environment);
  } catch (error) {
    if (error instanceof CollectorError) return error.message;
  }
  throw new Error('no problem was found');
}

test('without any settings: the defaults, in the repository', () => {
  expect(loadConfig({}, {})).toEqual({
    port: 8787,
    isPortSet: false,
    host: '127.0.0.1',
    dataDir: join(root, 'data'),
    trustedProxies: 0,
    isDemoOn: true,
  });
});

test('reads every setting', () => {
  const environment = {
    PORT: '9000',
    HOST: '0.0.0.0',
    ARDENT_DATA_DIR: '/var/lib/ardent',
    ARDENT_TIME_ZONE: 'Europe/Berlin',
    ARDENT_WRITE_KEY: 'abcdef',
    ARDENT_SECRET_KEY: 'x'.repeat(128),
    ARDENT_TRUST_PROXY: '2',
    ARDENT_ADDRESS_LIMIT: '600',
    ARDENT_EVENT_RETENTION_DAYS: '90',
    ARDENT_DEMO: 'off',
  };
  expect(Object.keys(environment).sort()).toEqual(SETTINGS.map(({ name }) => name).sort());
  expect(loadConfig({}, environment)).toEqual({
    port: 9000,
    isPortSet: true,
    host: '0.0.0.0',
    dataDir: '/var/lib/ardent',
    timeZone: 'Europe/Berlin',
    writeKey: 'abcdef',
    secretKey: 'x'.repeat(128),
    trustedProxies: 2,
    addressLimit: 600,
    eventRetentionDays: 90,
    isDemoOn: false,
  });
});

test('flags win over the environment', () => {
  const flags = { port: '1', host: 'localhost', dataDir: 'here', timeZone: 'UTC' };
  const environment = { PORT: '2', HOST: '::1', ARDENT_DATA_DIR: 'there', ARDENT_TIME_ZONE: 'Europe/Berlin' };
  expect(loadConfig(flags, environment)).toMatchObject({
    port: 1,
    host: 'localhost',
    dataDir: join(root, 'here'),
    timeZone: 'UTC',
  });
});

test('an empty text is as good as none', () => {
  expect(loadConfig({}, { PORT: '', ARDENT_WRITE_KEY: '' })).toEqual(loadConfig({}, {}));
});

test.each([
  [{ PORT: '65536' }, 'PORT must be a whole number from 0 to 65535, got "65536": unset it for 8787'],
  [{ PORT: '8787 ' }, 'PORT must be'],
  [{ PORT: '-1' }, 'PORT must be'],
  [
    { HOST: 'http://localhost' },
    'HOST must be a host name or an address without port, got "http://localhost"',
  ],
  [
    { ARDENT_TIME_ZONE: 'Berlin' },
    'ARDENT_TIME_ZONE must be an IANA time zone such as Europe/Berlin, got "Berlin"',
  ],
  [
    { ARDENT_WRITE_KEY: 'short' },
    'ARDENT_WRITE_KEY must be 6 to 128 printable ASCII characters without spaces, got 5 characters',
  ],
  [{ ARDENT_WRITE_KEY: 'x'.repeat(129) }, 'got 129 characters'],
  [{ ARDENT_SECRET_KEY: 'x'.repeat(19) }, 'ARDENT_SECRET_KEY must be 20 to 128'],
  [{ ARDENT_DEMO: 'no' }, 'ARDENT_DEMO must be on or off, got "no"'],
])('%j: %s', (environment, message) => {
  expect(problemsOf(environment as Record<string, string>)).toContain(message);
});

test('keys never stand in an error', () => {
  const key = 'a secret with spaces in it';
  expect(problemsOf({ ARDENT_SECRET_KEY: key })).not.toContain('secret with');
  expect(problemsOf({ ARDENT_SECRET_KEY: key })).toContain('printable');
  const both = 'the_same_key_for_both_uses';
  const message = problemsOf({ ARDENT_SECRET_KEY: both, ARDENT_WRITE_KEY: both });
  expect(message).toContain('ARDENT_SECRET_KEY must differ from ARDENT_WRITE_KEY');
  expect(message).not.toContain(both);
});

test('all that is wrong is said at once', () => {
  const message = problemsOf({ PORT: 'x', ARDENT_TIME_ZONE: 'y', ARDENT_DEMO: 'z' });
  expect(message.split('\n')).toHaveLength(4);
  expect(message).toMatch(/^3 settings are wrong/);
});

test.each([
  ['ARDENT_TRUST_PROXY', 'on', '1 to 9, or off, got "on"'],
  ['ARDENT_TRUST_PROXY', '10.0.0.1', '1 to 9, or off, got "10.0.0.1"'],
  ['ARDENT_ADDRESS_LIMIT', '0', '1 to 9999999, or off, got "0"'],
  ['ARDENT_EVENT_RETENTION_DAYS', '0', 'whole number of days, 1 to 99999, or off, got "0"'],
  ['ARDENT_EVENT_RETENTION_DAYS', '1.5', 'or off, got "1.5"'],
])('%s: %s is refused', (name, value, problem) => {
  expect(problemsOf({ [name]: value })).toContain(problem);
});
