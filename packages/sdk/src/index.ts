export type {
  ArdentClient,
  EventMap,
  IdentifyOptions,
  MessageOptions,
  PersonScore,
} from './ardent-client.ts';
export { createArdent } from './create-ardent.ts';
export type { ArdentOptions } from './options.ts';
export { trackClicks } from './track-clicks.ts';
export { trackEngagement } from './track-engagement.ts';
export { trackPages } from './track-pages.ts';
