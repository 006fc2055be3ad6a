import type { PerDay } from '../model/score-model.ts';

/** g: how one day's amount of one signal counts. `linear`: n; `log`: sign(n)·log2(1+|n|); `{cap}`: n within [−cap, cap]. */
export function perDay(amount: number, shape: PerDay): number {
  if (shape === 'linear') return amount;
  if (shape === 'log') return Math.sign(amount) * Math.log2(1 + Math.abs(amount));
  return Math.max(-shape.cap, Math.min(shape.cap, amount));
}
