import { syncBuiltinESMExports } from 'node:module';
import { type MockInstance, onTestFinished, vi } from 'vitest';

type Call = (...args: never[]) => unknown;

/**
 * A function of one of Node's modules, given as its default export: watched wherever it is imported, and called as ever,
 * until the test ends.
 */
export function watchBuiltin<Name extends string, Watched extends Call>(
  module: Record<Name, Watched>,
  name: Name,
): MockInstance<Watched> {
  const watched = vi.spyOn(module as Record<string, Call>, name) as unknown as MockInstance<Watched>;
  syncBuiltinESMExports();
  onTestFinished(() => {
    watched.mockRestore();
    syncBuiltinESMExports();
  });
  return watched;
}
