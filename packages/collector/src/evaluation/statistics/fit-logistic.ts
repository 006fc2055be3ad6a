import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import type { Design } from './design.ts';

export interface LogisticOptions {
  /** λ of the L2 penalty λ/2 · Σ coefficient², in units of standardised features, beside the mean loss; at least 0. */
  penalty: number;
  /** By column: 1 keeps its coefficient at 0 or above, −1 at 0 or below, 0 leaves it free. */
  signs?: readonly number[] | undefined;
  /** Where to start from: a fit of the same columns that is near. */
  start?: LogisticFit | undefined;
  /** Newton steps at most. One step from nothing is least squares: a fit to compare features by, at a fraction of the cost. */
  mostSteps?: number;
}

/** log-odds = intercept + Σ coefficient · standardised feature. */
export interface LogisticFit {
  intercept: number;
  coefficients: Float64Array;
}

const MOST_STEPS = 50;
const MOST_HALVINGS = 30;
/** A gradient of the mean loss below this changes no coefficient in a digit that is shown. */
const SETTLED_GRADIENT = 1e-6;
/** Keeps the Hessian positive definite where the data leave a direction open. */
const RIDGE = 1e-9;

/**
 * Logistic regression with an L2 penalty (not on the intercept) and optional signs: the minimum of
 * `mean log-loss + λ/2 · Σ coefficient²`, by Newton's method projected onto the signs (D. Bertsekas, "Projected Newton
 * methods for optimization problems with simple constraints", SIAM J. Control Optim. 20, 1982) with step halving.
 *
 * @param targets the probability to come close to, by case: 0 or 1, or in between.
 */
export function fitLogistic(
  design: Design,
  targets: ArrayLike<number>,
  { penalty, signs = [], start, mostSteps = MOST_STEPS }: LogisticOptions,
): LogisticFit {
  // Place 0 is the intercept.
  const signOf = (place: number) => (place === 0 ? 0 : (signs[place - 1] ?? 0));
  const project = (value: number, place: number) => (value * signOf(place) < 0 ? 0 : value);
  const coefficients = start?.coefficients ?? new Float64Array(design.columns);
  let point = Float64Array.of(start?.intercept ?? 0, ...coefficients).map(project);
  let local = differentiate(design, targets, { point, penalty });
  for (let step = 0; step < mostSteps; step++) {
    const free = freePlaces(point, local.gradient, signOf);
    if (free.every((place) => Math.abs(local.gradient[place] ?? 0) < SETTLED_GRADIENT)) break;
    const direction = newtonDirection(local, free);
    const { loss } = local;
    for (let halving = 0; halving < MOST_HALVINGS; halving++) {
      const share = 0.5 ** halving;
      const next = point.map((value, place) => project(value - share * (direction[place] ?? 0), place));
      const there = differentiate(design, targets, { point: next, penalty });
      if (there.loss >= loss) continue;
      point = next;
      local = there;
      break;
    }
    if (local.loss >= loss) break;
  }
  return { intercept: point[0] ?? 0, coefficients: point.slice(1) };
}

/** The places that may move: those that no sign holds at 0 against the gradient. */
function freePlaces(
  point: Float64Array,
  gradient: Float64Array,
  signOf: (place: number) => number,
): number[] {
  return [...point.keys()].filter(
    (place) => point[place] !== 0 || signOf(place) === 0 || signOf(place) * (gradient[place] ?? 0) < 0,
  );
}

interface Local {
  loss: number;
  gradient: Float64Array;
  /** Lower triangle filled, row after row. */
  hessian: Float64Array;
}

function differentiate(
  { values, columns }: Design,
  targets: ArrayLike<number>,
  { point, penalty }: { point: Float64Array; penalty: number },
): Local {
  const size = columns + 1;
  const rows = targets.length;
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  let loss = 0;
  for (let i = 0, start = 0; i < rows; i++, start += columns) {
    let logOdds = point[0] ?? 0;
    for (let c = 0; c < columns; c++) logOdds += (point[c + 1] ?? 0) * (values[start + c] ?? 0);
    const target = targets[i] ?? 0;
    const power = Math.exp(-Math.abs(logOdds));
    const probability = logOdds >= 0 ? 1 / (1 + power) : power / (1 + power);
    loss += Math.log1p(power) + Math.max(logOdds, 0) - target * logOdds;
    const error = probability - target;
    const curvature = probability * (1 - probability);
    gradient[0] = (gradient[0] ?? 0) + error;
    hessian[0] = (hessian[0] ?? 0) + curvature;
    for (let a = 0; a < columns; a++) {
      const value = values[start + a] ?? 0;
      if (value === 0) continue;
      gradient[a + 1] = (gradient[a + 1] ?? 0) + error * value;
      const place = (a + 1) * size;
      const weighted = curvature * value;
      hessian[place] = (hessian[place] ?? 0) + weighted;
      for (let b = 0, k = place + 1; b <= a; b++, k++) {
        hessian[k] = (hessian[k] ?? 0) + weighted * (values[start + b] ?? 0);
      }
    }
  }
  const mean = (total: number) => total / rows;
  return addPenalty(
    { loss: loss / rows, gradient: gradient.map(mean), hessian: hessian.map(mean) },
    point,
    penalty,
  );
}

function addPenalty(local: Local, point: Float64Array, penalty: number): Local {
  let { loss } = local;
  for (let a = 1; a < point.length; a++) {
    const value = point[a] ?? 0;
    loss += (penalty / 2) * value ** 2;
    local.gradient[a] = (local.gradient[a] ?? 0) + penalty * value;
    local.hessian[a * point.length + a] = (local.hessian[a * point.length + a] ?? 0) + penalty;
  }
  return { ...local, loss };
}

function newtonDirection({ gradient, hessian }: Local, free: readonly number[]): Float64Array {
  const size = gradient.length;
  const matrix = new Matrix(free.length, free.length);
  for (const [i, a] of free.entries()) {
    for (const [j, b] of free.entries()) {
      matrix.set(i, j, (hessian[Math.max(a, b) * size + Math.min(a, b)] ?? 0) + (i === j ? RIDGE : 0));
    }
  }
  const right = Matrix.columnVector(free.map((place) => gradient[place] ?? 0));
  const solved = new CholeskyDecomposition(matrix).solve(right);
  const direction = new Float64Array(size);
  for (const [i, place] of free.entries()) direction[place] = solved.get(i, 0);
  return direction;
}
