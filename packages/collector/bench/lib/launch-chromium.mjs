import chromium from '@sparticuz/chromium';
import { chromium as driver } from 'playwright-core';

/** Starts the browser at `CHROME_PATH`, else the one that comes with `@sparticuz/chromium` (Linux on x64). */
export async function launchChromium() {
  // Only its binary: the package's own arguments switch web security off.
  const executablePath = process.env.CHROME_PATH || (await chromium.executablePath());
  return driver.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking'],
  });
}
