import type { Parameters } from 'fast-check';

const LONG_RUN_MS = 45_000;

/**
 * How often a property is tried: so many times, or `ARDENT_PROPERTY_RUNS` times as many, as far as 45 s allow;
 * from the seed `ARDENT_PROPERTY_SEED`, else a new one each time. A failure tells its seed.
 */
export function propertyRuns(usual: number): Parameters<unknown> {
  const seed = process.env['ARDENT_PROPERTY_SEED'];
  const times = Number(process.env['ARDENT_PROPERTY_RUNS'] ?? 1);
  return {
    numRuns: usual * times,
    ...(times > 1 && { interruptAfterTimeLimit: LONG_RUN_MS }),
    ...(seed !== undefined && { seed: Number(seed) }),
  };
}
