import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { openProjectWriter } from '../../dist/sqlite/project/open-project-writer.js';

// Appends batches until it is killed, and says each message's id only when the append was answered. Writing to the
// pipe is synchronous: what is said was acknowledged.
const [, , path, userCount] = process.argv;
const writer = openProjectWriter({ path, timeZone: 'UTC', now: Date.now });

async function appendForever(userId) {
  for (;;) {
    const items = Array.from({ length: 20 }, () => toItem(randomUUID(), userId));
    const outcomes = await writer.append(items);
    if (outcomes.some(({ status }) => status !== 'accepted')) throw new Error(JSON.stringify(outcomes));
    writeSync(1, outcomes.map(({ messageId }) => `${userId} ${messageId}\n`).join(''));
  }
}

function toItem(messageId, userId) {
  const message = {
    type: 'track',
    event: 'Clicked',
    userId,
    messageId,
    properties: { n: 1 },
    traits: {},
    context: { sessionId: messageId.slice(0, 1) },
    nonInteraction: false,
  };
  const sender = { trusted: false, imported: false, isBot: false, keyId: 'k' };
  return { received: { message, messageId, receivedAt: Date.now(), raw: null, ...sender } };
}

await Promise.all(Array.from({ length: Number(userCount) }, (_, index) => appendForever(`user-${index}`)));
