import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

const index = new URL('../dist/index.js', import.meta.url).href;

test('imported and called in Node it does nothing, keeps no timer, and the process ends', () => {
  const program = `
    import { createArdent, trackClicks, trackEngagement, trackPages } from ${JSON.stringify(index)};
    const features = [trackClicks, trackEngagement, trackPages];
    const ardent = createArdent({ writeKey: 'wk', host: 'https://ardent.example', features, debug: true });
    ardent.track('A'); ardent.page(); ardent.identify('u'); ardent.group('g'); ardent.alias('u'); ardent.reset();
    ardent.optOut(); ardent.optIn(); ardent.onScore(() => {})();
    await ardent.flush();
    console.log(await ardent.score(), process.getActiveResourcesInfo().includes('Timeout'));`;
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
    timeout: 30_000,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  expect(output).toBe('undefined false\n');
});
