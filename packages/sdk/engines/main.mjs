import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadConfig } from '../../collector/dist/config.js';
import { createCollector } from '../../collector/dist/create-collector.js';
import { CASES } from './cases.mjs';
import { connectFirefox } from './connect-firefox.mjs';
import { connectWebkit } from './connect-webkit.mjs';

const WRITE_KEY = 'wk_engines_0123456789';
const SECRET_KEY = 'sk_engines_0123456789abcdef';
const LONGEST_WAIT_MS = 40_000;
const REFUSE = `<script>for (const name of ['indexedDB', 'localStorage'])
  Object.defineProperty(window, name, { get() { throw new DOMException('refused', 'SecurityError'); } });</script>`;

const dataDir = mkdtempSync(join(tmpdir(), 'ardent-engines-'));
let port = '0';
let collector;
async function startCollector() {
  const environment = {
    PORT: port,
    ARDENT_DATA_DIR: dataDir,
    ARDENT_WRITE_KEY: WRITE_KEY,
    ARDENT_SECRET_KEY: SECRET_KEY,
  };
  const log = { info: () => undefined, error: () => undefined };
  collector = await createCollector(loadConfig({}, environment), { now: Date.now, log });
  const { url } = await collector.start();
  port = new URL(url).port;
  return url;
}

async function listStored(user) {
  const response = await collector.app.request(`/v1/profiles/${user}/events?limit=1000`, {
    headers: { authorization: `Bearer ${SECRET_KEY}` },
  });
  return response.ok ? (await response.json()).data : [];
}

/** What the user did, in order: numbers of events, and pages pushed. */
async function readDone(user) {
  const stored = await listStored(user);
  const numbers = stored.filter(({ event }) => event === 'Acted').map(({ properties }) => properties.n);
  const pushed = stored.filter(({ type, context }) => type === 'page' && context.path === '/pushed');
  return [...numbers.sort((a, b) => a - b), ...pushed.map(({ context }) => context.path)];
}

async function hasStored(user, expected) {
  const end = Date.now() + LONGEST_WAIT_MS;
  while (Date.now() < end && (await readDone(user)).length < expected.length) await sleep(200);
  return JSON.stringify(await readDone(user)) === JSON.stringify(expected);
}

const collectorUrl = await startCollector();
const site = createServer((request, response) => {
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
  response.end(`<!doctype html><title>Shop</title>${request.url === '/refused' ? REFUSE : ''}
    <script async src="${collectorUrl}/ardent.js" data-write-key="${WRITE_KEY}"></script>`);
});
site.listen(0, '127.0.0.1');
await once(site, 'listening');
const url = `http://127.0.0.1:${site.address().port}`;

const say = (line) => process.stdout.write(`${line}\n`);
let passed = 0;
let failed = 0;
for (const [name, connect] of Object.entries({ Firefox: connectFirefox, WebKitGTK: connectWebkit })) {
  const engine = await connect();
  if (!engine) {
    say(`${name}: not installed, not run`);
    continue;
  }
  const app = { engine, url, startCollector, stopCollector: () => collector.stop() };
  for (const [title, run] of Object.entries(CASES)) {
    const user = `${name}-${passed + failed}`;
    let isRight = false;
    try {
      isRight = await hasStored(user, await run(app, user));
    } catch (error) {
      say(String(error));
    }
    if (isRight) passed++;
    else failed++;
    say(`${engine.name}: ${title}: ${isRight ? 'passed' : `failed: ${await readDone(user)}`}`);
  }
  await engine.end();
}
site.close();
site.closeAllConnections();
await collector.stop();
rmSync(dataDir, { recursive: true, force: true });
say(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
