import { defaultModel } from '@ardent/core';
import { expect, test } from 'vitest';
import { logIn, NOW, startDashboard } from './start-dashboard.ts';

test('the model page says of each version what is different, and which are drafts', async () => {
  const started = await startDashboard(['default']);
  try {
    const cookie = await logIn(started);
    const add = (target: number, publish: boolean) =>
      started.addVersion('default', {
        definition: { ...defaultModel(), target },
        author: 'Ada',
        reason: `Because ${target}`,
        at: NOW,
        publish,
      });
    await add(120, true);
    await add(150, false);
    const response = await started.app.request('/projects/default/model', { headers: { Cookie: cookie } });
    const page = await response.text();
    const [, list = ''] = page.split('class="versions"');
    const [draft = '', published = ''] = list.split('</li>');
    expect(draft).toContain('Version 3');
    expect(draft).toContain('draft');
    expect(draft).toContain('Target 120 → 150');
    expect(published).toContain('Version 2');
    expect(published).not.toContain('draft');
    expect(published).toMatch(/Target [\d.]+ → 120/);
  } finally {
    await started.stop();
  }
});
