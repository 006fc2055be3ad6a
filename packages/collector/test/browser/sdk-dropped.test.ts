import { expect, it, vi } from 'vitest';
import {
  act,
  countWaiting,
  cutOff,
  describeApp,
  listActed,
  startApp,
  untilLoaded,
  visit,
} from './sdk-app.ts';

describeApp('what does not fit the bound on what waits', (openContext) => {
  it('is dropped; its number survives a reload, is sent along, and shows in /metrics', async () => {
    const app = await startApp();
    const context = await openContext();
    const page = await visit(context, app.url);
    await cutOff(page);
    // Each is cut to some 9,000 characters, and 16,000,000 may wait.
    await act(page, 2_000, { filler: 'x'.repeat(16_000) });
    await vi.waitFor(async () => expect(await countWaiting(page)).toBeLessThan(1_900), 30_000);
    const waiting = await countWaiting(page);
    expect(waiting).toBeGreaterThan(1_600);
    await page.reload();
    await untilLoaded(page);
    await act(page, 1, { user: 'ben' });
    // Another tab, because the first would have to send 16 MB before the event that says how many are missing.
    await act(await visit(context, app.url), 1, { user: 'ben' });
    await vi.waitFor(async () => expect(await listActed(app, 'ben')).toHaveLength(1), 30_000);
    const metrics = await (await fetch(`${app.collectorUrl}/metrics`)).text();
    expect(metrics).toMatch(new RegExp(`^ardent_sdk_dropped_events\\S* ${2_001 - waiting}$`, 'm'));
  });
});
