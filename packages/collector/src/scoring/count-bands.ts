import { DEFAULT_BANDS } from '@ardent/core';
import type { ScoreGroup } from '../storage/score-reads.ts';
import type { Scoring } from './create-scoring.ts';
import { scoreEdge } from './score-edge.ts';
import type { ScoringPoint } from './scoring-point.ts';

/** How many profiles of a group are in each band, in the order of the bands. */
export async function countBands(
  scoring: Pick<Scoring, 'countScores'>,
  group: ScoreGroup,
  point: ScoringPoint,
): Promise<number[]> {
  const [, ...upper] = point.model.definition.bands ?? DEFAULT_BANDS;
  const edges = upper.map(({ from = Number.NEGATIVE_INFINITY }) => scoreEdge(from));
  const { below, total } = await scoring.countScores({ ...point, group, below: edges });
  return [...below, total].map((count, i) => count - (below[i - 1] ?? 0));
}
