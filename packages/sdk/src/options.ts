import type { WireMessage } from '@ardent/core';

/** Settings of a client. Sizes are bytes, times milliseconds. */
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
  /** Events waiting that start a request at once. Default 20. */
  flushAt?: number | undefined;
  /** Longest wait of an event for a request. Default 3,000. */
  flushAfterMs?: number | undefined;
  /** Most events that wait in the browser; the oldest go first. Default 20,000. */
  maxQueuedEvents?: number | undefined;
  /** Most bytes that wait in the browser; the oldest go first. Default 16 MiB. */
  maxQueuedBytes?: number | undefined;
}
