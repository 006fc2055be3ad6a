/** When what waits to be written to the score rows is due. */
export interface WritePace {
  /** Somebody reads what rows tell. */
  ask(): void;
  /** What waits is being written. */
  rest(): void;
  isDue(waitingProfiles: number): boolean;
}

const ASKED_FOR_MS = 60_000;
const LONGEST_REST_MS = 10_000;
// So many take the writer about a second, the longest that the next reader waits.
const MOST_WAITING = 10_000;

/**
 * At once for a minute after somebody asked, else once in ten seconds: people do more than one thing in that time, and
 * their rows are written once for all of it. A reader who finds rows behind asks first and waits until they are not.
 *
 * @param now milliseconds of a clock that only goes on.
 */
export function createWritePace(now: () => number = () => performance.now()): WritePace {
  let askedAt = Number.NEGATIVE_INFINITY;
  let restedAt = now();
  return {
    ask() {
      askedAt = now();
    },
    rest() {
      restedAt = now();
    },
    isDue(waitingProfiles) {
      if (waitingProfiles === 0) return false;
      const isAwaited = now() < askedAt + ASKED_FOR_MS || waitingProfiles >= MOST_WAITING;
      return isAwaited || now() >= restedAt + LONGEST_REST_MS;
    },
  };
}
