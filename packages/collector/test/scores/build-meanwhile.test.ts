import { test } from 'vitest';
import { DAY_MS, item } from '../storage/messages.ts';
import { expectRows } from './expect-rows.ts';
import { openScoredProject } from './open-scored-project.ts';

const MOST_STEPS = 12;

test('somebody who sends what changes no score while rows are built is in the list, whichever step it meets', async () => {
  for (let ticks = 0; ticks < MOST_STEPS; ticks++) {
    const project = openScoredProject();
    try {
      const { writer, clock } = project;
      const send = (messageId: string, daysAgo: number) => {
        const timestamp = clock.now - daysAgo * DAY_MS;
        return writer.append([
          item({ messageId, timestamp, nonInteraction: daysAgo > 0 }, { receivedAt: clock.now }),
        ]);
      };
      await send('m-1', 0);
      await writer.settleScores();
      const definition = (await project.reader.findModel())?.definition;
      if (definition === undefined) throw new Error('a project has a model');
      const request = { definition: { ...definition, target: 50 }, author: 'a', reason: 'r', at: clock.now };
      const published = writer.publishModel(request);
      for (let n = 0; n < ticks; n++) await new Promise(setImmediate);
      await send('m-2', 300);
      await published;
      await expectRows(project);
    } catch (error) {
      throw new Error(`after ${ticks} steps`, { cause: error });
    } finally {
      await project.destroy();
    }
  }
}, 60_000);
