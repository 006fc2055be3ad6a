import { writeSync } from 'node:fs';
import { openProjectWriter } from '../../dist/sqlite/project/open-project-writer.js';

// Takes away what is too old and says each step once it is durable: the first is the sign to kill it.
const [, , path, eventRetentionDays, now] = process.argv;
const ignore = () => undefined;
const writer = openProjectWriter({
  path,
  timeZone: 'UTC',
  now: () => Number(now),
  eventRetentionDays: Number(eventRetentionDays),
  observer: {
    onCommit: ignore,
    onSumRefused: ignore,
    onRetired: (part) => writeSync(1, `${JSON.stringify(part)}\n`),
  },
});
await writer.retire();
await writer.close();
