import fc from 'fast-check';
import { test } from 'vitest';
import { propertyRuns } from '../histories/property-runs.ts';
import { DAY_MS, item } from '../storage/messages.ts';
import { arbitrarySteps, type Happening, type Step } from './arbitrary-steps.ts';
import { expectRows } from './expect-rows.ts';
import { openScoredProject, type ScoredProject } from './open-scored-project.ts';

test('rows, daily counts and raw events say the same of everybody, whatever comes when', async () => {
  await fc.assert(
    fc.asyncProperty(arbitrarySteps, async (steps) => {
      let project = openScoredProject();
      // Nothing is awaited that need not be: appends run between the steps of builds and of days.
      let pending: Promise<unknown>[] = [];
      try {
        for (const one of steps) {
          if ('append' in one) pending.push(project.writer.append(toItems(one.append, project)));
          else if ('publish' in one) pending.push(publish(project, one));
          else if ('erase' in one) pending.push(erase(project, one.erase));
          else if ('settle' in one) pending.push(project.writer.settleScores());
          else if ('days' in one) project.clock.now += one.days * DAY_MS;
          else if ('ticks' in one) await runTicks(one.ticks);
          else {
            if (!('restart' in one) || one.restart === 'orderly') await Promise.all(pending);
            const interrupted = Promise.allSettled(pending);
            pending = [];
            if ('compare' in one) await expectRows(project);
            else project = await (one.restart === 'crash' ? project.crash() : project.reopen());
            await interrupted;
          }
        }
        await Promise.all(pending);
        await expectRows(project);
        project = await project.reopen();
        await expectRows(project);
      } finally {
        await Promise.allSettled(pending);
        await project.destroy();
      }
    }),
    propertyRuns(40),
  );
}, 600_000);

let lastMessage = 0;

function toItems(happenings: readonly Happening[], { clock }: ScoredProject): ReturnType<typeof item>[] {
  return happenings.map(({ fields, trusted, daysAgo }) => {
    const timestamp = clock.now - daysAgo * DAY_MS;
    const messageId = `m-${++lastMessage}`;
    return item({ ...fields, timestamp, messageId }, { trusted, receivedAt: clock.now });
  });
}

function publish(
  { writer, clock }: ScoredProject,
  { publish: definition, createNew }: Extract<Step, { publish: unknown }>,
): Promise<unknown> {
  return writer.publishModel({ definition, createNew, author: 'a', reason: 'r', at: clock.now });
}

function erase({ writer, clock }: ScoredProject, userId: string): Promise<unknown> {
  return writer.eraseProfile({ ref: { userId }, change: { actor: 'test', at: clock.now } });
}

async function runTicks(ticks: number): Promise<void> {
  for (let tick = 0; tick < ticks; tick++) await new Promise(setImmediate);
}
