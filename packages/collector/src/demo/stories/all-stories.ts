import { championLeaves } from './champion-leaves.ts';
import { churnAfterFading } from './churn-after-fading.ts';
import { powerUsers } from './power-users.ts';
import { stormLost } from './storm-lost.ts';
import { stormWeathered } from './storm-weathered.ts';
import type { Story } from './story.ts';
import { trialConverts } from './trial-converts.ts';
import { trialFades } from './trial-fades.ts';
import { twoDevices } from './two-devices.ts';

/** Every account that docs/demo.md names; they are in each demo history, whatever its seed. */
export const ALL_STORIES: readonly Story[] = [
  championLeaves,
  churnAfterFading,
  trialConverts,
  trialFades,
  powerUsers,
  stormWeathered,
  stormLost,
  twoDevices,
];
