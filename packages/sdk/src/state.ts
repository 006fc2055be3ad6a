import type { JsonObject } from '@ardent/core';

/** Who the person is, in this browser, for all its tabs. What is not destructured here goes along in each context. */
export interface State {
  anonymousId?: string;
  userId?: string | number;
  /** Origin of the other site that linked to this session. */
  referrer?: string;
  /** True after `optIn()`, false after `optOut()`. */
  optedIn?: boolean | undefined;
  /** When it last changed, in milliseconds since 1970. */
  changedAt: number;
  sessionId?: string;
  sessionStart?: number;
  locale?: string;
  timezone?: string;
  campaign?: JsonObject;
  groupId?: string | number;
  userToken?: string;
  /** Events that this browser had to drop since it has this anonymousId. */
  dropped?: number;
}

/** What is kept of it: of someone who opted out, nothing but that. */
export type SavedState = Partial<State> & Pick<State, 'changedAt'>;
