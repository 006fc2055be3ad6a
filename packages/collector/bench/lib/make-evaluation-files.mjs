import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

const EVENTS = [
  'Login',
  'Report Viewed',
  'Invite Sent',
  'Exported',
  'Searched',
  'Shared',
  'Ticket Created',
  'Paid',
];
const DAYS = 180;
const FIRST_DAY_MS = Date.parse('2026-01-01');
const DAY_MS = 86_400_000;

/** Counts and outcomes of made-up users, who do more or less and stay the likelier the more they do. */
export async function makeEvaluationFiles({ counts, outcomes }, { rows, users }) {
  const dates = Array.from({ length: DAYS }, (_, day) =>
    new Date(FIRST_DAY_MS + day * DAY_MS).toISOString().slice(0, 10),
  );
  const random = lehmer(42);
  const habits = Array.from({ length: users }, () => random());
  const mean = habits.reduce((sum, habit) => sum + habit, 0) / users;
  await writeGzip(outcomes, function* () {
    yield 'user,at,outcome\n';
    for (const [user, habit] of habits.entries()) {
      yield `user-${user},${dates[DAYS - 1]}T23:59:59Z,${random() < 0.6 * habit ? 1 : 0}\n`;
    }
  });
  await writeGzip(counts, function* () {
    yield 'user,day,event,count\n';
    let written = 0;
    let owed = 0;
    for (const [user, habit] of habits.entries()) {
      owed += ((rows / users) * habit) / mean;
      for (; written < Math.min(owed, rows); written++) {
        const event = EVENTS[Math.floor(random() * EVENTS.length)];
        const date = dates[Math.floor(random() * DAYS)];
        yield `user-${user},${date},${event},${1 + Math.floor(random() * 9)}\n`;
      }
    }
    for (; written < rows; written++) yield `user-0,${dates[0]},Login,1\n`;
  });
}

async function writeGzip(path, makeLines) {
  await pipeline(Readable.from(inBlocks(makeLines())), createGzip({ level: 1 }), createWriteStream(path));
}

function* inBlocks(lines) {
  let block = '';
  for (const line of lines) {
    block += line;
    if (block.length < 65_536) continue;
    yield block;
    block = '';
  }
  yield block;
}

function lehmer(seed) {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
