import { randomBytes } from 'node:crypto';
import { openProjectReader } from '../../dist/sqlite/project/open-project-reader.js';
import { openProjectWriter } from '../../dist/sqlite/project/open-project-writer.js';

// Runs where no file may grow past a limit: appends until that is refused, then tells what it was answered and what
// is stored, as JSON.
const [, , path] = process.argv;
const writer = openProjectWriter({ path, timeZone: 'UTC', now: Date.now });
let answered = 0;
let failure;
while (failure === undefined) {
  try {
    await writer.append([toItem(`m${answered}`)]);
    answered++;
  } catch (error) {
    failure = { code: error.code, hint: error.hint };
  }
}
const again = await writer.append([toItem('again')]).catch(({ code }) => code);
const reader = openProjectReader(path);
const { profileId } = await reader.findProfile({ userId: 'u' });
const stored = await reader.listEvents(profileId, { limit: 1_000_000 });
const counts = await reader.listCounts(profileId, { to: '9999-12-31' });
const counted = counts.filter(({ signalId }) => signalId === 0).reduce((sum, { amount }) => sum + amount, 0);
process.stdout.write(JSON.stringify({ answered, failure, again, stored: stored.length, counted }));
process.exit(0);

function toItem(messageId) {
  const properties = { noise: randomBytes(2_000).toString('hex') };
  const message = {
    type: 'track',
    event: 'Clicked',
    userId: 'u',
    messageId,
    properties,
    traits: {},
    context: {},
  };
  const sender = { trusted: false, imported: false, isBot: false, keyId: 'k' };
  return {
    received: {
      message: { ...message, nonInteraction: false },
      messageId,
      receivedAt: Date.now(),
      raw: null,
      ...sender,
    },
  };
}
