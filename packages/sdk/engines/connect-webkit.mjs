import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const DRIVER = '/usr/bin/WebKitWebDriver';
const BROWSER = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';
const PORT = 4_455;
const COMMANDS = {
  navigate: ['POST', '/url'],
  evaluate: ['POST', '/execute/async'],
  newTab: ['POST', '/window/new'],
  switchTo: ['POST', '/window'],
  closeTab: ['DELETE', '/window'],
};

/** WebKitGTK's MiniBrowser, by its driver; undefined where they are not installed. Needs an X display. */
export async function connectWebkit() {
  if (!existsSync(DRIVER) || !existsSync(BROWSER) || !process.env.DISPLAY) return undefined;
  const driver = spawn(DRIVER, [`--port=${PORT}`], { stdio: 'ignore' });
  const request = async (method, path, body) => {
    const url = `http://127.0.0.1:${PORT}${path}`;
    const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
    return value;
  };
  while (!(await fetch(`http://127.0.0.1:${PORT}/status`).catch(() => undefined))) await sleep(100);
  const options = { 'webkitgtk:browserOptions': { binary: BROWSER, args: ['--automation'] } };
  const { sessionId, capabilities } = await request('POST', '/session', {
    capabilities: { alwaysMatch: options },
  });
  return {
    name: `WebKitGTK ${capabilities.browserVersion}`,
    send(command, body = {}) {
      const [method, path] = COMMANDS[command];
      return request(method, `/session/${sessionId}${path}`, method === 'POST' ? body : undefined);
    },
    async end() {
      await request('DELETE', `/session/${sessionId}`).catch(() => undefined);
      driver.kill();
    },
  };
}
