import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CollectorError } from './collector-error.ts';

/** Everything an operator can set. */
export interface Config {
  port: number;
  /** Set by the operator: then another free port is no answer to a taken one. */
  isPortSet: boolean;
  host: string;
  /** Absolute path. */
  dataDir: string;
  /** Absent: UTC for a new project, and what it has for one with data. */
  timeZone?: string;
  /** Keys of the project `default`; absent: made on first start. */
  writeKey?: string;
  secretKey?: string;
  /** Proxies of the operator in front of the collector, whose X-Forwarded headers are believed. */
  trustedProxies: number;
  /** Requests a minute that one address may make; absent: any number. */
  addressLimit?: number;
  /** Days before today that raw events are kept; absent: as long as daily counts. */
  eventRetentionDays?: number;
  /** Of `npm start` only. */
  isDemoOn: boolean;
}

/** What the command line says; it wins over the environment. */
export interface ConfigFlags {
  port?: string;
  host?: string;
  dataDir?: string;
  timeZone?: string;
}

type Environment = Record<string, string | undefined>;

/** A setting's text, as a value or as what is wrong with it. */
type Reading<Value> = { value: Value } | { problem: string };

/** Names and defaults of all settings, as docs/configuration.md tells them. */
export const SETTINGS: readonly { name: string; flag?: string; fallback: string }[] = [
  { name: 'PORT', flag: '--port', fallback: '8787' },
  { name: 'HOST', flag: '--host', fallback: '127.0.0.1' },
  { name: 'ARDENT_DATA_DIR', flag: '--data-dir', fallback: './data' },
  { name: 'ARDENT_TIME_ZONE', flag: '--time-zone', fallback: 'UTC' },
  { name: 'ARDENT_WRITE_KEY', fallback: 'generated' },
  { name: 'ARDENT_SECRET_KEY', fallback: 'generated' },
  { name: 'ARDENT_TRUST_PROXY', fallback: 'off' },
  { name: 'ARDENT_ADDRESS_LIMIT', fallback: 'off' },
  { name: 'ARDENT_EVENT_RETENTION_DAYS', fallback: 'off' },
  { name: 'ARDENT_DEMO', fallback: 'on' },
];

/**
 * The settings, from flags and environment; an empty text is as good as none. Keys have no flag, because others on the
 * machine can see a process's arguments.
 *
 * @throws CollectorError `invalid_settings` with everything that is wrong, each with name, value and remedy.
 */
export function loadConfig(flags: ConfigFlags = {}, environment: Environment = process.env): Config {
  const problems: string[] = [];
  function read<Value>(
    name: string,
    flag: string | undefined,
    parse: (text: string) => Reading<Value>,
  ): Value | undefined {
    const text = flag ?? environment[name];
    if (text === undefined || text === '') return undefined;
    const reading = parse(text);
    if ('value' in reading) return reading.value;
    problems.push(`${name} ${reading.problem}`);
    return undefined;
  }

  const port = read('PORT', flags.port, parsePort);
  const host = read('HOST', flags.host, parseHost) ?? '127.0.0.1';
  const dataDir = read('ARDENT_DATA_DIR', flags.dataDir, parseDataDir) ?? './data';
  const timeZone = read('ARDENT_TIME_ZONE', flags.timeZone, parseTimeZone);
  const writeKey = read('ARDENT_WRITE_KEY', undefined, (text) => parseKey(text, 6));
  const secretKey = read('ARDENT_SECRET_KEY', undefined, (text) => parseKey(text, 20));
  const trustedProxies = read('ARDENT_TRUST_PROXY', undefined, parseProxies) ?? 0;
  const addressLimit = read('ARDENT_ADDRESS_LIMIT', undefined, parseLimit);
  const eventRetentionDays = read('ARDENT_EVENT_RETENTION_DAYS', undefined, parseRetention);
  const isDemoOn = read('ARDENT_DEMO', undefined, parseSwitch) ?? true;
  if (writeKey !== undefined && writeKey === secretKey) {
    problems.push(
      'ARDENT_SECRET_KEY must differ from ARDENT_WRITE_KEY, which everybody can see: choose another one',
    );
  }
  if (problems.length > 0) throw invalidSettings(problems);
  return {
    port: port ?? 8787,
    isPortSet: port !== undefined,
    host,
    dataDir: resolve(baseDir(), dataDir),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(writeKey === undefined ? {} : { writeKey }),
    ...(secretKey === undefined ? {} : { secretKey }),
    trustedProxies,
    ...(addressLimit === undefined ? {} : { addressLimit }),
    ...(eventRetentionDays === undefined ? {} : { eventRetentionDays }),
    isDemoOn,
  };
}

/** Where relative folders start: the repository's root, or the current folder where the package is installed alone. */
function baseDir(): string {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  return existsSync(resolve(root, 'pnpm-workspace.yaml')) ? root : process.cwd();
}

function parsePort(text: string): Reading<number> {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return { value: port };
  return {
    problem: `must be a whole number from 0 to 65535, got ${JSON.stringify(text)}: unset it for 8787`,
  };
}

function parseHost(text: string): Reading<string> {
  if (/^[\w.:%-]+$/.test(text)) return { value: text };
  return {
    problem: `must be a host name or an address without port, got ${JSON.stringify(text)}: unset it for 127.0.0.1`,
  };
}

function parseDataDir(text: string): Reading<string> {
  if (!text.includes('\0')) return { value: text };
  return { problem: 'must be a path without NUL characters: unset it for ./data' };
}

function parseTimeZone(text: string): Reading<string> {
  try {
    return { value: new Intl.DateTimeFormat('en-US', { timeZone: text }).resolvedOptions().timeZone };
  } catch {
    return {
      problem: `must be an IANA time zone such as Europe/Berlin, got ${JSON.stringify(text)}: unset it for UTC`,
    };
  }
}

function parseKey(text: string, leastLength: number): Reading<string> {
  const range = `must be ${leastLength} to 128 printable ASCII characters without spaces`;
  if (text.length < leastLength || text.length > 128) {
    return { problem: `${range}, got ${text.length} characters: unset it and one is made for you` };
  }
  if (/^[\x21-\x7e]+$/.test(text)) return { value: text };
  return { problem: `${range}, got other characters in it: unset it and one is made for you` };
}

function parseProxies(text: string): Reading<number> {
  if (text === 'off') return { value: 0 };
  if (/^[1-9]$/.test(text)) return { value: Number(text) };
  return {
    problem: `must be the number of proxies in front of Ardent, 1 to 9, or off, got ${JSON.stringify(text)}: unset it for off`,
  };
}

function parseLimit(text: string): Reading<number | undefined> {
  if (text === 'off') return { value: undefined };
  if (/^[1-9]\d{0,6}$/.test(text)) return { value: Number(text) };
  return {
    problem: `must be a number of requests a minute, 1 to 9999999, or off, got ${JSON.stringify(text)}: unset it for off`,
  };
}

function parseRetention(text: string): Reading<number | undefined> {
  if (text === 'off') return { value: undefined };
  if (/^[1-9]\d{0,4}$/.test(text)) return { value: Number(text) };
  return {
    problem: `must be a whole number of days, 1 to 99999, or off, got ${JSON.stringify(text)}: unset it to keep raw events as long as daily counts`,
  };
}

function parseSwitch(text: string): Reading<boolean> {
  if (text === 'on' || text === 'off') return { value: text === 'on' };
  return { problem: `must be on or off, got ${JSON.stringify(text)}: unset it for on` };
}

function invalidSettings(problems: string[]): CollectorError {
  const [first = '', ...others] = problems;
  return new CollectorError({
    code: 'invalid_settings',
    message:
      others.length === 0 ? first : `${problems.length} settings are wrong:\n  ${problems.join('\n  ')}`,
    hint: 'docs/configuration.md lists every setting',
  });
}
