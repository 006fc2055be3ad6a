import type { Character } from '../../src/demo/world/create-world.ts';
import type { ToldDemo } from './tell-demo.ts';

/** Events that are an outcome: what is judged must not know what it is judged by. */
export const OUTCOMES: ReadonlySet<string> = new Set([
  'Subscription Started',
  'Subscription Upgraded',
  'Subscription Cancelled',
]);

/** Who had been a customer for a while on a day of the history, and still was. */
export function aliveAt({ world }: ToldDemo, origin: number): Character[] {
  return world.people.filter(
    ({ joinedOn, life }) =>
      joinedOn < origin - 7 && life.lastUseOn > origin && (life.convertedOn ?? 0) <= origin,
  );
}
