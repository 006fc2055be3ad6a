import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const BROWSER = '/usr/bin/firefox-esr';
const PORT = 2_828;
const COMMANDS = {
  navigate: 'WebDriver:Navigate',
  evaluate: 'WebDriver:ExecuteAsyncScript',
  newTab: 'WebDriver:NewWindow',
  switchTo: 'WebDriver:SwitchToWindow',
  closeTab: 'WebDriver:CloseWindow',
};

/** Firefox, by Marionette, its own protocol, which needs no driver; undefined where it is not installed. */
export async function connectFirefox() {
  if (!existsSync(BROWSER)) return undefined;
  const profile = mkdtempSync(join(tmpdir(), 'ardent-firefox-'));
  const args = ['--headless', '--marionette', '--no-remote', '--profile', profile];
  const browser = spawn(BROWSER, args, { stdio: 'ignore' });
  const ended = once(browser, 'exit');
  const request = speak(await dial());
  const { capabilities } = await request('WebDriver:NewSession', {});
  return {
    name: `Firefox ${capabilities.browserVersion}`,
    send: async (command, body = {}) => {
      const answer = await request(COMMANDS[command], body);
      return answer && 'value' in answer ? answer.value : answer;
    },
    async end() {
      browser.kill();
      await ended;
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

async function dial() {
  for (;;) {
    const socket = connect(PORT, '127.0.0.1');
    try {
      await once(socket, 'connect');
      return socket;
    } catch {
      await sleep(200);
    }
  }
}

/** Requests are `length:[0, id, command, parameters]`, answers `length:[1, id, error, result]`. */
function speak(socket) {
  const waiting = new Map();
  let id = 0;
  let rest = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const colon = rest.indexOf(':');
      const end = colon + 1 + Number(rest.subarray(0, colon));
      if (colon < 0 || rest.length < end) return;
      const message = JSON.parse(String(rest.subarray(colon + 1, end)));
      rest = rest.subarray(end);
      if (Array.isArray(message)) waiting.get(message[1])?.(message);
    }
  });
  return async (command, parameters) => {
    const text = JSON.stringify([0, ++id, command, parameters]);
    socket.write(`${Buffer.byteLength(text)}:${text}`);
    const [, , error, result] = await new Promise((resolve) => waiting.set(id, resolve));
    if (error) throw new Error(`${command}: ${error.error}: ${error.message}`);
    return result;
  };
}
