/** What a command that runs until it is told to end waits for. */
export interface End {
  /** The name of the signal; rejects after `fail`. */
  signal: Promise<string>;
  fail(error: Error): void;
  /** Leaves signals to Node again. */
  forget(): void;
}

/** The first signal that asks the process to end; the second one finds Node's own handling and ends it at once. */
export function waitForEnd(): End {
  let settle: { resolve: (signal: string) => void; fail: (error: Error) => void } | undefined;
  const signal = new Promise<string>((resolve, fail) => {
    settle = { resolve, fail };
  });
  // Nobody may be waiting yet when it fails.
  signal.catch(() => undefined);
  const onSignal = (name: string) => {
    forget();
    settle?.resolve(name);
  };
  const forget = () => {
    process.off('SIGTERM', onSignal);
    process.off('SIGINT', onSignal);
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  return { signal, fail: (error) => settle?.fail(error), forget };
}
