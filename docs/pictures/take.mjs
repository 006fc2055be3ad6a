// Takes the pictures of the documentation anew: `npm run pictures`. The customers are those that `npm start` brings;
// the first score is that of docs/getting-started.md, by its own page. The browser is the one at CHROME_PATH, else the
// one of @sparticuz/chromium (Linux on x64).
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import chromiumFile from '@sparticuz/chromium';
import { chromium } from 'playwright-core';

/** @typedef {import('playwright-core').Page} Page */

const DIST = '../../packages/collector/dist';
const QUALITY = 0.82;
const LARGEST_BYTES = 80_000;
const WRITE_KEY = 'wk_of_the_pictures';

/** @param {string} path */
const fromHere = (path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * What the page shows, as a WebP of that name beside this file.
 * @param {Page} page
 * @param {string} name
 */
async function take(page, name) {
  const picture = (await page.screenshot()).toString('base64');
  const canvas = await page.context().newPage();
  const webp = await canvas.evaluate(
    async ([base64, quality]) => {
      const blob = await (await fetch(`data:image/png;base64,${base64}`)).blob();
      const bitmap = await createImageBitmap(blob);
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
      const encoded = await canvas.convertToBlob({ type: 'image/webp', quality });
      return Array.from(new Uint8Array(await encoded.arrayBuffer()));
    },
    /** @type {[string, number]} */ ([picture, QUALITY]),
  );
  await canvas.close();
  if (webp.length > LARGEST_BYTES) throw new Error(`${name} has ${webp.length} bytes: show less`);
  await writeFile(fromHere(`${name}.webp`), Uint8Array.from(webp));
  process.stdout.write(`${name}.webp  ${webp.length} bytes\n`);
}

/**
 * @param {Page} page logged in
 * @param {string} url
 */
async function takeDemo(page, url) {
  await page.setViewportSize({ width: 1100, height: 720 });
  await page.goto(`${url}/projects/demo`);
  await take(page, 'customers');
  await page.setViewportSize({ width: 1200, height: 1200 });
  await page.locator('.bands a', { hasText: 'Highly engaged' }).click();
  await page.locator('.cell-name a').first().click();
  await take(page, 'dashboard');
}

/**
 * @param {Page} page logged in
 * @param {{ url: string, folder: string }} place
 */
async function takeFirstScore(page, { url, folder }) {
  await page.setViewportSize({ width: 1100, height: 640 });
  await page.goto(`${url}/projects/default`);
  await take(page, 'set-up');
  const [, html = ''] =
    /```html\n(.*?)```/s.exec(await readFile(fromHere('../getting-started.md'), 'utf8')) ?? [];
  const file = join(folder, 'my-app.html');
  await writeFile(
    file,
    html.replaceAll('http://127.0.0.1:8787', url).replaceAll('YOUR_WRITE_KEY', WRITE_KEY),
  );
  const app = await page.context().newPage();
  await app.goto(String(pathToFileURL(file)));
  await app.getByRole('button').click();
  await app.close();
  const name = page.getByRole('link', { name: 'Ada Lovelace' });
  while ((await name.count()) === 0) {
    await sleep(500);
    await page.goto(`${url}/projects/default`);
  }
  await name.click();
  await page.setViewportSize({ width: 1100, height: 900 });
  await take(page, 'first-score');
}

/**
 * @param {Page} page
 * @param {string} url
 */
async function takeApp(page, url) {
  await page.setViewportSize({ width: 1100, height: 620 });
  await page.goto(`${url}/demo/app`);
  await page.getByRole('button', { name: 'Look around' }).click();
  await page.getByText(/^Engagement [1-9]\d*$/).waitFor();
  await take(page, 'taskwell');
}

const [{ createCollector, loadConfig }, { addDemo }] = await Promise.all([
  import(`${DIST}/index.js`),
  import(`${DIST}/dev/add-demo.js`),
]);
const folder = await mkdtemp(join(tmpdir(), 'ardent-pictures-'));
const settings = { ARDENT_DATA_DIR: join(folder, 'data'), ARDENT_WRITE_KEY: WRITE_KEY, PORT: '0' };
const collector = await createCollector(loadConfig({}, settings));
const executablePath = process.env.CHROME_PATH ?? (await chromiumFile.executablePath());
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  const say = (/** @type {string} */ text) => void process.stdout.write(`${text}\n`);
  const terminal = { out: say, err: say };
  const demo = await addDemo(collector, {}, terminal);
  const { url } = await collector.start();
  const filling = await demo.open(url);
  await filling.isUpToDate;
  const page = await (await browser.newContext({ colorScheme: 'light' })).newPage();
  await page.goto(url + (await collector.createLoginPath()));
  await takeDemo(page, url);
  await takeFirstScore(page, { url, folder });
  await takeApp(page, url);
} finally {
  await browser.close();
  await collector.stop();
  await rm(folder, { recursive: true });
}
