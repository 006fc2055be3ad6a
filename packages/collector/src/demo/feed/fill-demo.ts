import { CollectorError } from '../../collector-error.ts';
import { createDemoHistory } from '../create-demo-history.ts';
import { createDemoCalendar } from '../demo-calendar.ts';
import type { DemoPlan } from '../demo-plan.ts';
import type { DemoProject } from './demo-project.ts';
import { type DemoRun, isSameDemo } from './demo-run.ts';
import { continueDemo, type FeedOptions, type FeedProgress, feedDemo } from './feed-demo.ts';

export interface FillOptions {
  readonly onProgress?: ((progress: FeedProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds since 1970 UTC; nothing later is told. */
  readonly now?: () => number;
}

/** What came of it: the plan that the project is filled by, and how the feed went if there was anything to send. */
export interface FillResult {
  readonly plan: DemoPlan;
  readonly feed?: FeedProgress;
}

/**
 * Fills a project with a demo history. Where one was begun before, it goes on with that one, whose stories keep their
 * days, up to the last day that is wanted now.
 *
 * @throws CollectorError `other_demo` if the project holds another demo history, and what the project throws.
 * @throws InvalidInputError for a plan that is none.
 */
export async function fillDemo(
  project: DemoProject,
  wanted: DemoPlan,
  { onProgress, signal, now = Date.now }: FillOptions = {},
): Promise<FillResult> {
  const found = await project.findRun();
  if (found !== undefined && (found.isForeign || !isSameDemo(found.plan, wanted))) throw otherDemo(found);
  const plan = found?.plan ?? wanted;
  const after = found?.toldUntil;
  const until = Math.min(now(), createDemoCalendar(wanted).instantOf(wanted.days, 0) - 1);
  if (after !== undefined && after >= until) return { plan };
  const history = createDemoHistory(plan, until);
  if (found === undefined) await project.saveRun({ plan });
  const options: FeedOptions = { send: (messages) => project.send(messages), onProgress, signal };
  const feed = await (after === undefined
    ? feedDemo(history, options)
    : continueDemo(history, { ...options, after, until }));
  if (feed.rejected === 0 || after !== undefined) await project.saveRun({ plan, toldUntil: until });
  return { plan, feed };
}

function otherDemo({ plan, isForeign }: DemoRun): CollectorError {
  const { seed, profiles, days, endDay, timeZone } = plan;
  const history = `${profiles} people, ${days} days until ${endDay} in ${timeZone}, seed ${seed}`;
  return new CollectorError({
    code: 'other_demo',
    message: `the project holds another demo history: ${history}${isForeign ? ', by another version of Ardent' : ''}`,
    hint: isForeign
      ? 'give a key of an empty project'
      : 'give the same --seed, --profiles, --days and --time-zone, or a key of an empty project',
  });
}
