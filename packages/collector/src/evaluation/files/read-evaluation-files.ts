import { type Counts, readCounts } from './read-counts.ts';
import { type Outcomes, readOutcomes } from './read-outcomes.ts';

/** The data of a counts and an outcomes file, with how much of it could be used. */
export type EvaluationFiles = Counts & Pick<Outcomes, 'cases'>;

/**
 * Reads the two files that a score is judged on.
 *
 * @throws CollectorError naming file, line, field and value for whatever cannot be used.
 */
export async function readEvaluationFiles(paths: {
  counts: string;
  outcomes: string;
}): Promise<EvaluationFiles> {
  const outcomes = await readOutcomes(paths.outcomes);
  return { ...(await readCounts(paths.counts, outcomes)), cases: outcomes.cases };
}
