import { expect, test } from 'vitest';
import { openCollector, type TestCollector, WRITE_KEY } from './open-collector.ts';

const CRAWLER = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';
const BROWSER =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36';

async function sendAs({ app }: TestCollector, agent: string, message: object): Promise<void> {
  const response = await app.request(`/v1/track?writeKey=${WRITE_KEY}`, {
    method: 'POST',
    headers: { 'user-agent': agent },
    body: JSON.stringify({ event: 'Report Viewed', ...message }),
  });
  expect(await response.json()).toMatchObject({ accepted: 1 });
}

interface Events {
  data: { messageId: string; isBot: boolean }[];
}

test('what a bot sends is stored and marked, and counts in no score; the same from a browser counts', async () => {
  const collector = await openCollector();
  await sendAs(collector, CRAWLER, { userId: 'crawled', messageId: 'm-1' });
  await sendAs(collector, BROWSER, {
    userId: 'crawled',
    messageId: 'm-2',
    context: { userAgent: CRAWLER },
  });
  await sendAs(collector, BROWSER, { userId: 'person', messageId: 'm-3' });
  const { body: crawled } = await collector.read<Events>('/v1/profiles/crawled/events');
  expect(crawled.data.map(({ isBot }) => isBot)).toEqual([true, true]);
  const { body: person } = await collector.read<Events>('/v1/profiles/person/events');
  expect(person.data).toMatchObject([{ messageId: 'm-3', isBot: false }]);
  const scoreOf = async (userId: string) =>
    (await collector.read<{ score: number }>(`/v1/profiles/${userId}/score`)).body.score;
  expect(await scoreOf('crawled')).toBe(0);
  expect(await scoreOf('person')).toBeGreaterThan(0);
  const { body: profile } = await collector.read<object>('/v1/profiles/crawled');
  expect(profile).toMatchObject({ lastActiveDay: null, lastSeenAt: null });
});
