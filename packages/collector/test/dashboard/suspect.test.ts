import type { WireMessage } from '@ardent/core';
import { expect, test } from 'vitest';
import { logIn, NOW, startDashboard } from './start-dashboard.ts';

const HOUR_MS = 3_600_000;

/** One page view an hour of two people for 30 days, the last day left out if asked. */
function views(hoursLeftOut: number): WireMessage[] {
  return Array.from({ length: 30 * 24 - hoursLeftOut }, (_, i) => ({
    type: 'page' as const,
    messageId: crypto.randomUUID(),
    userId: i % 2 === 0 ? 'anna' : 'bert',
    name: 'Home',
    timestamp: new Date(NOW - (i + hoursLeftOut) * HOUR_MS).toISOString(),
  })).flatMap((one) => [one, { ...one, messageId: crypto.randomUUID() }]);
}

test.each([
  [24, true],
  [0, false],
])('a person’s page, %i hours after the last message: check the tracking first: %s', async (hours, said) => {
  const started = await startDashboard(['default']);
  try {
    const cookie = await logIn(started);
    const read = async (path: string) =>
      (await started.app.request(path, { headers: { Cookie: cookie } })).text();
    await started.send('default', views(hours));
    const [, profile = ''] =
      /href="(\/projects\/default\/profiles\/[^"]+)"/.exec(await read('/projects/default')) ?? [];
    const page = await read(profile);
    expect(page).toContain('Why this score');
    expect(page.includes('Check the tracking first')).toBe(said);
    expect(page.includes('less than a fifth of what is usual for')).toBe(said);
  } finally {
    await started.stop();
  }
});
