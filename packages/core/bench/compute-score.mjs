// How long a profile's score takes over a year of counts, as JSON lines. Run after a build: node packages/core/bench/compute-score.mjs
import { computeScore, toDayNumber, toDayString } from '../dist/index.js';

const shapes = ['linear', 'log', { cap: 1 }, { cap: 5 }];
const signals = Array.from({ length: 8 }, (_, i) => ({
  key: `signal_${i}`,
  event: `Event ${i}`,
  weight: i === 7 ? -5 : i + 1,
  perDay: shapes[i % shapes.length],
}));
const today = '2026-03-01';
const counts = Array.from({ length: 365 }, (_, age) => toDayString(toDayNumber(today) - age)).flatMap(
  (day, age) => signals.map(({ key }, i) => ({ day, signal: key, count: ((age * 7 + i) % 9) + 1 })),
);

for (const decay of [
  { type: 'half-life', days: 14 },
  { type: 'window', days: 30 },
]) {
  const model = { name: 'bench', decay, target: 100, signals };
  for (let i = 0; i < 300; i++) computeScore(model, counts, today);
  const times = Array.from({ length: 500 }, () => {
    const startedAt = process.hrtime.bigint();
    computeScore(model, counts, today);
    return Number(process.hrtime.bigint() - startedAt) / 1e6;
  }).sort((a, b) => a - b);
  const [p50Ms, p99Ms] = [times[250], times[495]].map((ms) => Number(ms.toFixed(3)));
  console.log(
    JSON.stringify({
      bench: 'compute-score',
      decay: decay.type,
      rows: counts.length,
      minMs: times[0],
      p50Ms,
      p99Ms,
    }),
  );
}
