import type { WireMessage } from '@ardent/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { logIn, NOW, type StartedDashboard, startDashboard } from './start-dashboard.ts';

let started: StartedDashboard;
let cookie: string;
beforeEach(async () => {
  started = await startDashboard();
  cookie = await logIn(started);
  await started.send('default', [
    ...person('u-1', { name: 'Ada Lovelace', email: 'ada@lovelace.example' }, 'lovelace-ltd'),
    ...person('u-2', { name: 'Ada Lovelace', email: 'other@babbage.example' }, 'babbage-ltd'),
    ...person('u-3', { name: 'Charles Babbage', email: 'charles@babbage.example' }, 'babbage-ltd'),
  ]);
});
afterEach(() => started.stop());

function person(userId: string, traits: Record<string, string>, groupId: string): WireMessage[] {
  const message = { userId, timestamp: new Date(NOW - 3_600_000).toISOString() };
  return [
    { ...message, type: 'identify', messageId: `${userId}-i`, traits },
    { ...message, type: 'group', messageId: `${userId}-g`, groupId },
    { ...message, type: 'track', messageId: `${userId}-t`, event: 'Opened' },
  ];
}

async function find(text: string): Promise<{ emails: string[]; page: string }> {
  const query = new URLSearchParams({ find: text });
  const response = await started.app.request(`/projects/default?${query}`, { headers: { Cookie: cookie } });
  const page = await response.text();
  const emails = [...page.matchAll(/<small>([^<]+@[^<]+)<\/small>/g)].map(([, email = '']) => email);
  return { emails: emails.sort(), page };
}

test.each([
  ['u-3', ['charles@babbage.example']],
  [' charles@babbage.example ', ['charles@babbage.example']],
  ['Ada Lovelace', ['ada@lovelace.example', 'other@babbage.example']],
  ['babbage-ltd', ['charles@babbage.example', 'other@babbage.example']],
])('finds by user id, e-mail address, name and account: %s', async (text, expected) => {
  expect((await find(text)).emails).toEqual(expected);
});

test('who is not there is not there, and how to look is said; what was typed is text', async () => {
  const { emails, page } = await find('<b>ada</b>');
  expect(emails).toEqual([]);
  expect(page).toContain('Nobody has this user ID, e-mail address, name or account.');
  expect(page).toContain('Looking for “&lt;b&gt;ada&lt;/b&gt;”');
  expect(page).toContain('value="&lt;b&gt;ada&lt;/b&gt;"');
});

test('a person’s account leads to everybody in it', async () => {
  const { page } = await find('u-3');
  const [, href = ''] = /href="(\/projects\/default\/profiles\/[^"]+)"/.exec(page) ?? [];
  const profile = await (await started.app.request(href, { headers: { Cookie: cookie } })).text();
  expect(profile).toContain('href="/projects/default?find=babbage-ltd"');
});

test('the lowest band has the lowest score first, every other one the highest', async () => {
  const timestamp = new Date(NOW - 3_600_000).toISOString();
  const cancelled = (userId: string, daysAgo: number): WireMessage => ({
    type: 'track',
    userId,
    messageId: `${userId}-cancelled`,
    event: 'Subscription Cancelled',
    timestamp: new Date(Date.parse(timestamp) - daysAgo * 86_400_000).toISOString(),
  });
  await started.send('default', [cancelled('u-1', 20), cancelled('u-2', 1), cancelled('u-3', 9)]);
  const response = await started.app.request('/projects/default?band=churn_risk', {
    headers: { Cookie: cookie },
  });
  const page = await response.text();
  const scores = [...page.matchAll(/<b title="[^"]*">(\S+)<\/b>/g)].map(([, text = '']) =>
    Number(text.replace('−', '-')),
  );
  expect(scores).toHaveLength(3);
  expect(scores).toEqual(scores.toSorted((a, b) => a - b));
  expect(page).toContain('the lowest score first');
});
