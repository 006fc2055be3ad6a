import { InvalidArgumentError } from 'commander';

/** What both commands take. */
export interface EvaluationFlags {
  counts: string;
  outcomes: string;
  seed: number;
  json?: true;
}

/** What `ardent calibrate` takes beside it. */
export interface CalibrateFlags extends EvaluationFlags {
  out: string;
  sign?: ReadonlyMap<string, 1 | -1>;
  folds: number;
}

/** A whole number that fits into 32 bits. */
export function parseSeed(text: string): number {
  const seed = Number(text);
  if (Number.isInteger(seed) && Math.abs(seed) < 2 ** 31) return seed;
  throw new InvalidArgumentError('It must be a whole number below 2^31 in size.');
}

/** `event=+` or `event=-`, added to those given before. */
export function parseSign(
  text: string,
  before: ReadonlyMap<string, 1 | -1> = new Map(),
): ReadonlyMap<string, 1 | -1> {
  const split = text.lastIndexOf('=');
  const event = text.slice(0, Math.max(0, split));
  const sign = text.slice(split + 1);
  if (event === '' || (sign !== '+' && sign !== '-')) {
    throw new InvalidArgumentError('It must be the name of an event with =+ or =-, as "Report Viewed=+".');
  }
  return new Map([...before, [event, sign === '+' ? 1 : -1]]);
}

const MOST_FOLDS = 20;

/** A number of folds, 2 to 20. */
export function parseFolds(text: string): number {
  const folds = Number(text);
  if (Number.isInteger(folds) && folds >= 2 && folds <= MOST_FOLDS) return folds;
  throw new InvalidArgumentError(`It must be a whole number from 2 to ${MOST_FOLDS}.`);
}
