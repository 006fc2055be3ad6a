import type { Parameters } from 'fast-check';

/**
 * How often a property is tried: so many times, or `ARDENT_PROPERTY_RUNS` times as many, from the seed
 * `ARDENT_PROPERTY_SEED`, else a new one each time. A failure tells its seed.
 */
export function propertyRuns(usual: number): Pick<Parameters, 'numRuns' | 'seed'> {
  const seed = process.env['ARDENT_PROPERTY_SEED'];
  const times = Number(process.env['ARDENT_PROPERTY_RUNS'] ?? 1);
  return { numRuns: usual * times, ...(seed !== undefined && { seed: Number(seed) }) };
}
