/** The median and the 95th percentile of times in milliseconds. */
export function percentiles(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (ratio) => Number(sorted[Math.floor(sorted.length * ratio)].toFixed(3));
  return { samples: sorted.length, p50Ms: at(0.5), p95Ms: at(0.95) };
}
