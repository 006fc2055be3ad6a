import { type DayString, DEFAULT_BANDS } from '@ardent/core';
import { tellProbability } from '../../analysis/tell-probability.ts';
import type { ScoreStanding } from '../../scoring/ranked-scores.ts';
import type { ScoringPoint } from '../../scoring/scoring-point.ts';
import type { ModelVersion, Profile, ProjectReader } from '../../storage/project-storage.ts';
import type { ChangeSince } from '../parts/change-table.tsx';
import type { Percentile } from '../parts/score-card.tsx';
import type { ScoreView } from '../parts/score-sections.tsx';
import { toSignalStandings } from '../signal-standing.ts';
import { toBandRanges } from '../words/describe-band.ts';
import { addDays } from '../words/format-time.ts';
import { getMainModel, type PageRequest } from './page-request.ts';

const HISTORY_DAYS = 90;
const SHORTEST_HISTORY_DAYS = 14;
const CHANGE_DAYS = [7, 28];

/** Someone's score today with its place among others, its history, and what it is made of. */
export async function loadScore(request: PageRequest, profile: Profile): Promise<ScoreView> {
  const { scoring, reader } = request.opened;
  const model = await getMainModel(request);
  const point = { model, day: scoring.today() };
  const score = await scoring.scoreWithStanding(profile, point);
  const suspect = await scoring.suspects(model, request.nowMs);
  const question = { profile, score, point, today: point.day, suspect };
  const from = historyStart(scoring.dayOf(profile.firstSeenAt), point.day);
  return {
    model,
    suspect,
    probability: await tellProbability(reader, question),
    bands: toBandRanges(model.definition.bands ?? DEFAULT_BANDS),
    score,
    percentile: score.standing ? toPercentile(score.standing) : await whyNone(reader, model),
    standings: toSignalStandings(score, score.counts, point.day),
    history: await scoring.history(profile, { model, from, to: point.day }),
    changes: await Promise.all(CHANGE_DAYS.map((days) => loadChange(request, profile, { ...point, days }))),
  };
}

async function loadChange(
  { opened: { scoring } }: PageRequest,
  profile: Profile,
  { model, day, days }: ScoringPoint & { days: number },
): Promise<ChangeSince> {
  const from = addDays(day, -days);
  return { days, from, change: await scoring.explain(profile, { model, day: from }, { model, day }) };
}

function toPercentile({ percentile, among }: ScoreStanding): Percentile {
  return { ratio: percentile, among };
}

async function whyNone(reader: ProjectReader, model: ModelVersion): Promise<'preparing' | 'alone'> {
  const progress = await reader.findRowsProgress(model);
  return progress?.ratio === 1 ? 'alone' : 'preparing';
}

/** The first day on which the person was seen, but not further back than the chart goes, nor too short a way. */
function historyStart(firstSeen: DayString, today: DayString): DayString {
  const earliest = addDays(today, 1 - HISTORY_DAYS);
  const latest = addDays(today, 1 - SHORTEST_HISTORY_DAYS);
  const [, middle] = [earliest, firstSeen, latest].sort();
  return middle ?? earliest;
}
