import type { WireMessage } from '@ardent/core';
import type { ArdentClient } from './ardent-client.ts';

/** Does something for a client, for as long as the page lives. */
export type Feature = (ardent: ArdentClient) => void;

/** Settings of a client. */
export interface ArdentOptions {
  /** The project's public write key, as `ardent keys` shows it. */
  writeKey: string;
  /** Where the collector answers, like `https://ardent.example.com`. Default: the page's own origin. */
  host?: string | undefined;
  /** `required`: everything stays in memory, unsent, until `optIn()`. */
  consent?: 'required' | undefined;
  /**
   * `optOut`: nothing is recorded where the browser sends Global Privacy Control. By default such browsers are
   * recorded without referrer and campaign.
   */
  gpc?: 'optOut' | undefined;
  /** `none`: cookieless; nothing is kept in the browser, so events and identity end with the page. */
  storage?: 'none' | undefined;
  /** Writes what happens to the console. */
  debug?: boolean | undefined;
  /** Sees each message before it is stored or sent; returns it, changed or not, or null to drop it. */
  beforeSend?: ((message: WireMessage) => WireMessage | null) | undefined;
  /** What else it does: `trackPages`, `trackClicks`, `trackEngagement`. */
  features?: (Feature | undefined)[] | undefined;
}
