import { randomFillSync } from 'node:crypto';

/** How many people a bench pretends to have; a fifth of them send most of the messages. */
const PEOPLE = 5_000;
const EVENTS = [
  'Task Created',
  'Task Completed',
  'Comment Added',
  'Report Viewed',
  'Invite Sent',
  'File Exported',
];
const PATHS = ['/tasks', '/tasks/board', '/reports', '/settings/team', '/inbox', '/projects/launch-plan'];
const PLANS = ['free', 'starter', 'pro', 'enterprise'];

/**
 * Makes messages as the browser SDK sends them: an event with three properties and its context, or every third time a
 * page view. Texts, not objects, so that making them costs the machine as little as can be.
 *
 * @param {{ ids?: 'time' | 'random', people?: number }} [options] messageIds that begin with the time (UUIDv7) or are
 * random (UUIDv4).
 * @returns {() => string} one message as JSON.
 */
export function createMessages({ ids = 'time', people = PEOPLE } = {}) {
  const persons = new Map();
  const personOf = (index) => {
    const known = persons.get(index) ?? makePerson(index);
    persons.set(index, known);
    return known;
  };
  const nextId = createIds(ids);
  let count = 0;
  return () => {
    count++;
    const person = personOf(Math.floor(people * Math.random() ** 3));
    const head = `"messageId":"${nextId()}","timestamp":"${new Date().toISOString()}"`;
    const what = count % 3 === 0 ? '"type":"page","properties":{}' : trackOf(count);
    const path = PATHS[count % PATHS.length];
    const page = `"page":{"path":"${path}","title":"Acme ${path}","url":"https://app.acme.example${path}","referrer":"https://www.google.com/"}`;
    return `{${head},${what},${person.ids},"context":{${page},${person.context}}}`;
  };
}

function trackOf(count) {
  const event = EVENTS[count % EVENTS.length];
  const plan = PLANS[count % PLANS.length];
  return `"type":"track","event":"${event}","properties":{"plan":"${plan}","items":${count % 50},"source":"toolbar"}`;
}

function makePerson(index) {
  const random = createIds('random');
  return {
    ids: `"anonymousId":"${random()}","userId":"user-${100_000 + index}"`,
    context: `"sessionId":"${random()}","locale":"en-GB","timezone":"Europe/London","library":{"name":"@ardent/sdk","version":"0.1.0"}`,
  };
}

function createIds(kind) {
  const pool = Buffer.alloc(16 * 1_024);
  let offset = pool.length;
  return () => {
    if (offset === pool.length) {
      randomFillSync(pool);
      offset = 0;
    }
    const bytes = pool.subarray(offset, offset + 16);
    offset += 16;
    if (kind === 'time') bytes.writeUIntBE(Date.now(), 0, 6);
    bytes[6] = (bytes[6] & 0x0f) | (kind === 'time' ? 0x70 : 0x40);
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = bytes.toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  };
}

/** @returns {() => string} bodies of `size` messages each; size 1: the message alone. */
export function createBodies(size, options) {
  const next = createMessages(options);
  if (size === 1) return next;
  return () =>
    `{"batch":[${Array.from({ length: size }, next).join(',')}],"sentAt":"${new Date().toISOString()}"}`;
}
