import { type Decay, keep } from '@ardent/core';

/** core's `keep` for one decay, worked out once for each age in whole days. */
export function rememberKeep(decay: Decay): (age: number) => number {
  const shares: number[] = [];
  return (age) => {
    if (age < 0) return 0;
    const known = shares[age];
    if (known !== undefined) return known;
    const share = keep(age, decay);
    shares[age] = share;
    return share;
  };
}
