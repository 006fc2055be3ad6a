/** Work of the caller's own thread, in the order it came, in portions between which everything else gets its turn. */
export interface Portions {
  /**
   * Runs `begin` in its turn.
   *
   * @returns what the promise gives that `begin` returned; rejects with what `begin` throws.
   */
  run<Result>(begin: () => Begun<Result>): Promise<Result>;
}

/** What was begun keeps this much memory until its promise is settled. */
export interface Begun<Result> {
  bytes: number;
  result: Promise<Result>;
}

export interface PortionBounds {
  /** Nothing more begins while what was begun keeps as much. */
  maxBytes: number;
  /** How long is begun before others get their turn; what takes longer by itself does. */
  portionMs: number;
}

// What is decoded takes some three times its bytes until it is stored; more waits as it came. A reader waits for a portion.
const DEFAULT_BOUNDS: PortionBounds = { maxBytes: 8 * 1024 * 1024, portionMs: 2 };

export function createPortions({ maxBytes, portionMs }: PortionBounds = DEFAULT_BOUNDS): Portions {
  const waiting: (() => number)[] = [];
  let heldBytes = 0;
  let isScheduled = false;

  function schedule(): void {
    if (isScheduled || waiting.length === 0 || heldBytes >= maxBytes) return;
    isScheduled = true;
    // After the events that are ready now.
    setImmediate(runPortion);
  }

  function runPortion(): void {
    isScheduled = false;
    const startedAt = performance.now();
    do heldBytes += waiting.shift()?.() ?? 0;
    while (waiting.length > 0 && heldBytes < maxBytes && performance.now() - startedAt < portionMs);
    schedule();
  }

  function release(bytes: number): void {
    heldBytes -= bytes;
    schedule();
  }

  return {
    run: (begin) =>
      new Promise((resolve, reject) => {
        waiting.push(() => {
          try {
            const { bytes, result } = begin();
            result.finally(() => release(bytes)).then(resolve, reject);
            return bytes;
          } catch (error) {
            reject(error);
            return 0;
          }
        });
        schedule();
      }),
  };
}
