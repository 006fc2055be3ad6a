import type { ModelProblems } from './model-problems.ts';
import type { Band } from './score-model.ts';

const MOST_BANDS = 50;

/** A model's own bands, ascending; the first has no lower edge, so that every score is in one. */
export function parseBands(value: unknown, problems: ModelProblems): Band[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_BANDS) {
    problems.add('bands', `a list of 1 to ${MOST_BANDS} bands`, value);
    return [];
  }
  const bands = value.map((one, i) => parseBand(one, i, problems));
  for (const [i, { key, from }] of bands.entries()) {
    const place = `bands[${i}]`;
    if (key !== '' && bands.findIndex((band) => band.key === key) < i) {
      problems.add(`${place}.key`, 'unique in its model', key);
    }
    const previous = bands[i - 1]?.from;
    if (from !== undefined && previous !== undefined && from <= previous) {
      problems.add(`${place}.from`, `above ${previous}, where the band before it starts`, from);
    }
  }
  return bands;
}

function parseBand(value: unknown, index: number, problems: ModelProblems): Band {
  const place = `bands[${index}]`;
  const fields = problems.readObject(value, place, ['key', 'from']);
  if (fields === undefined) return { key: '' };
  const { from } = fields;
  const key = problems.readKey(fields.key, `${place}.key`);
  if (index === 0) {
    if (from !== undefined) problems.add(`${place}.from`, 'absent: the first band has no lower edge', from);
    return { key };
  }
  if (typeof from === 'number' && Number.isSafeInteger(from)) return { key, from };
  problems.add(`${place}.from`, 'a whole number: the lowest rounded score of the band', from);
  return { key };
}
