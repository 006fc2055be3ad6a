const DAY_MS = 86_400_000;
const BATCH = 1_000;
const EVENTS = ['Report Viewed', 'Invite Sent', 'Support Ticket Created', 'Subscription Upgraded'];

/** Batches of messages of so many people over so many days: page views every day, an event on every other. */
export function* createPeople(people, days) {
  const now = Date.now();
  let batch = [];
  for (let person = 0; person < people; person++) {
    for (let day = 0; day < days; day++) {
      const timestamp = new Date(now - day * DAY_MS).toISOString();
      const context = { sessionId: `session-${person}-${day}`, page: { path: '/tasks' } };
      const ids = { userId: `user-${person}`, timestamp, context };
      batch.push({ ...ids, type: 'page', messageId: `page-${person}-${day}` });
      if (day % 2 === 0) {
        const event = EVENTS[(person + day) % EVENTS.length];
        batch.push({ ...ids, type: 'track', event, messageId: `track-${person}-${day}` });
      }
      if (batch.length >= BATCH) {
        yield batch;
        batch = [];
      }
    }
  }
  if (batch.length > 0) yield batch;
}
