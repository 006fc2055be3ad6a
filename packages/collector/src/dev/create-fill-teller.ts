import type { Terminal } from '../cli/terminal.ts';
import type { Notice } from '../dashboard/notice.ts';
import type { FeedProgress } from '../demo/feed/feed-demo.ts';
import type { FillResult } from '../demo/feed/fill-demo.ts';
import type { Project } from '../storage/control-storage.ts';

/** How somebody with an old story gets a new one. */
export const HOW_TO_BEGIN_ANEW =
  '"ARDENT_DATA_DIR=./data-fresh npm start" tells a new one, in a data folder of its own.';

const TOLD_EVERY_DAYS = 30;

/** Says on the terminal and above the project's pages how far its story is. */
export interface FillTeller {
  onProgress(progress: FeedProgress): void;
  /** Says what came of a fill. False if it failed in part, and is not to be tried again. */
  hasTold(result: FillResult): boolean;
}

/** A teller for a project whose pages show `notices`. */
export function createFillTeller({
  project: { projectId },
  notices,
  terminal,
}: {
  project: Project;
  notices: Map<string, Notice>;
  terminal: Terminal;
}): FillTeller {
  let told = 0;
  return {
    onProgress(progress) {
      const { phase, daysDone, days } = progress;
      // A few minutes of an ordinary day are nothing to wait for.
      if (phase === 'since' && days === 1) return;
      notices.set(projectId, { text: describeProgress(progress), isPassing: true });
      if (daysDone === days || daysDone < told + TOLD_EVERY_DAYS) return;
      told = daysDone;
      terminal.out(`Made-up customers: ${daysDone} of ${days} days`);
    },
    hasTold({ feed }) {
      if (feed === undefined) return true;
      if (feed.rejected > 0) {
        const count = `${feed.rejected} of ${feed.sent} messages were rejected`;
        terminal.err(`made-up customers: ${count}: ${feed.firstRejection}`);
      } else if (feed.phase !== 'since') terminal.out('Made-up customers: all of them are there.');
      else if (feed.days > 1) terminal.out('Made-up customers: their story is told up to now.');
      return feed.rejected === 0 || feed.phase === 'since';
    },
  };
}

function describeProgress({ phase, daysDone, days }: FeedProgress): string {
  const done = `${daysDone} of ${days} days are there`;
  return phase === 'since'
    ? `The made-up customers' story goes on to today: ${done}. Scores move with it, and this page refreshes itself.`
    : `Made-up customers are still arriving, the newest days first: ${done}. Scores grow with them, and this page refreshes itself.`;
}
