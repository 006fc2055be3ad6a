import { CollectorError } from '../../collector-error.ts';
import { createDemoHistory } from '../create-demo-history.ts';
import type { DemoPlan } from '../demo-plan.ts';
import type { DemoProject } from './demo-project.ts';
import { type DemoRun, isSameDemo } from './demo-run.ts';
import { type FeedProgress, feedDemo } from './feed-demo.ts';

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
 * Fills a project with a demo history, or goes on where an earlier try was cut short: then that one's last day holds.
 * A project that has all of it is left as it is.
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
  if (found !== undefined && !isSameDemo(found.plan, wanted)) throw otherDemo(found);
  const plan = found?.plan ?? wanted;
  if (found?.isComplete) return { plan };
  const history = createDemoHistory(plan, now());
  if (found === undefined) await project.saveRun({ plan, isComplete: false });
  const feed = await feedDemo(history, { send: (messages) => project.send(messages), onProgress, signal });
  if (feed.rejected === 0) await project.saveRun({ plan, isComplete: true });
  return { plan, feed };
}

function otherDemo({ plan }: DemoRun): CollectorError {
  const { seed, profiles, days, endDay, timeZone } = plan;
  return new CollectorError({
    code: 'other_demo',
    message: `the project holds another demo history: ${profiles} people, ${days} days until ${endDay} in ${timeZone}, seed ${seed}`,
    hint: 'give the same --seed, --profiles, --days and --time-zone, or a key of an empty project',
  });
}
