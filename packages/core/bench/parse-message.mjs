// How many messages a second parseMessage checks, as JSON lines. Run after a build: node packages/core/bench/parse-message.mjs
import { parseMessage } from '../dist/index.js';

const context = {
  page: {
    path: '/projects/42/reports',
    title: 'Reports – Example',
    url: 'https://app.example.com/projects/42/reports?tab=1',
    referrer: 'https://app.example.com/projects/42',
  },
  sessionId: '0190b3c2-7f00-7abc-8def-0123456789ab',
  library: { name: 'ardent.js', version: '0.1.0' },
  locale: 'en-GB',
  timezone: 'Europe/Berlin',
  userAgent:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36',
};
const common = {
  messageId: '0190b3c2-7f01-7abc-8def-0123456789ab',
  userId: 'user-123456',
  anonymousId: '0190b3c2-7f02-7abc-8def-0123456789ab',
  timestamp: '2026-03-01T09:30:00.123Z',
  sentAt: '2026-03-01T09:30:01.456Z',
  context,
};
const cases = {
  track: {
    ...common,
    type: 'track',
    event: 'Report Viewed',
    properties: { reportId: 42, plan: 'pro', filters: ['a', 'b'] },
  },
  page: { ...common, type: 'page', name: 'Reports', properties: { tab: 'weekly' } },
  identify: { ...common, type: 'identify', traits: { email: 'someone@example.com', plan: 'pro', seats: 3 } },
  rejected: { ...common, type: 'track', event: '' },
};

for (const [name, wire] of Object.entries(cases)) {
  // Parsed anew, as on the wire: objects made by JSON.parse have other hidden classes than literals.
  const messages = Array.from({ length: 1000 }, () => JSON.parse(JSON.stringify(wire)));
  const run = () => messages.reduce((accepted, message) => accepted + (parseMessage(message).ok ? 1 : 0), 0);
  for (let i = 0; i < 50; i++) run();
  const rounds = 200;
  const startedAt = process.hrtime.bigint();
  for (let i = 0; i < rounds; i++) run();
  const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
  const perSecond = Math.round((rounds * messages.length) / seconds);
  console.log(
    JSON.stringify({ bench: 'parse-message', case: name, perSecond, nsEach: Math.round(1e9 / perSecond) }),
  );
}
