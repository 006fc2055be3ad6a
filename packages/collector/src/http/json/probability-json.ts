import { z } from '@hono/zod-openapi';
import { STAYED } from '../../analysis/stayed.ts';
import type { NoProbability, ToldProbability } from '../../analysis/tell-probability.ts';
import type {
  ProbabilityEvidence,
  ReliabilityBin,
  StoredProbability,
} from '../../storage/version-probability.ts';

/** What a probability rests on. */
export interface ProbabilityBasisJson extends ProbabilityEvidence {
  setAt: string;
}

/** The probability that scores of a version stand for. */
export interface VersionProbabilityJson {
  modelId: string;
  version: number;
  outcome: string;
  withinDays: number;
  signalsLeftOut: string[];
  basis: ProbabilityBasisJson;
  setBy: string;
}

/** How likely an outcome is for somebody. */
export interface ProbabilityJson {
  outcome: string;
  withinDays: number;
  value: number;
  alike: ReliabilityBin;
  basis: ProbabilityBasisJson;
}

const ratio = z.number().min(0).max(1);
const bin = z.object({
  n: z.int().openapi({ description: 'Cases that were given about the same probability.' }),
  predicted: ratio.openapi({ description: 'How likely the outcome seemed, on average.' }),
  observed: ratio.openapi({ description: 'How often it came.' }),
});

const basisSchema = z
  .object({
    n: z.int().openapi({ description: 'Cases: people at origins.' }),
    happened: z.int().openapi({ description: 'Cases in which the outcome came.' }),
    auc: ratio,
    aucLow: ratio,
    aucHigh: ratio,
    recencyAuc: ratio.openapi({ description: 'AUC of the days since someone was last active.' }),
    brier: ratio.openapi({ description: 'Mean squared error of the cross-fitted probabilities.' }),
    brierOfRatio: ratio.openapi({ description: 'The same, had everybody been given the overall ratio.' }),
    reliability: z.array(bin).openapi({
      description: 'Ten bins of cases, each judged by a curve that was fitted to other people.',
    }),
    origins: z.array(z.iso.date()).openapi({ description: 'Days at whose end scores were taken.' }),
    day: z.iso.date().openapi({ description: 'The last day that was looked at.' }),
    setAt: z.iso.datetime(),
  })
  .openapi('ProbabilityBasis');

const outcome = z.string().openapi({ description: 'One of GET /v1/outcomes.', example: 'cancelled' });
const withinDays = z.int().openapi({ description: 'Within so many days after the day of the score.' });

export const versionProbabilitySchema: z.ZodType<VersionProbabilityJson> = z
  .object({
    modelId: z.string(),
    version: z.int(),
    outcome,
    withinDays,
    signalsLeftOut: z.array(z.string()).openapi({
      description: 'Keys of signals that are no part of the score it is made of: their events are outcomes.',
    }),
    basis: basisSchema,
    setBy: z.string(),
  })
  .openapi('VersionProbability');

export const probabilitySchema: z.ZodType<ProbabilityJson> = z
  .object({
    outcome,
    withinDays,
    value: ratio.openapi({ description: 'How likely the outcome is.' }),
    alike: bin.openapi({ description: 'The bin of the reliability table that is nearest to it.' }),
    basis: basisSchema,
  })
  .openapi('Probability');

/** A version's probability as the API tells it. */
export function toVersionProbabilityJson(
  { modelId, version }: { modelId: string; version: number },
  stored: StoredProbability,
): VersionProbabilityJson {
  const { signalsLeftOut, setBy } = stored;
  return { modelId, version, ...toQuestionJson(stored), signalsLeftOut, basis: toBasisJson(stored), setBy };
}

/** Somebody's probability as the API tells it, or why there is none. */
export function toToldJson(told: ToldProbability | NoProbability): {
  probability: ProbabilityJson | null;
  probabilityProblem: string | null;
} {
  if ('problem' in told) return { probability: null, probabilityProblem: `There is none: ${told.problem}.` };
  const { value, stored, alike } = told;
  const probability = { ...toQuestionJson(stored), value, alike, basis: toBasisJson(stored) };
  return { probability, probabilityProblem: null };
}

function toQuestionJson({ outcome, horizonDays }: StoredProbability): {
  outcome: string;
  withinDays: number;
} {
  return { outcome: outcome?.name ?? STAYED, withinDays: horizonDays };
}

function toBasisJson({ evidence, setAt }: StoredProbability): ProbabilityBasisJson {
  return { ...evidence, setAt: new Date(setAt).toISOString() };
}
