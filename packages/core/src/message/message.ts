/** The six kinds of messages of the Segment HTTP tracking API. `track`, `page` and `screen` are events. */
export type MessageType = 'track' | 'identify' | 'group' | 'page' | 'screen' | 'alias';

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = { [key: string]: JsonValue };

/** A message as a client puts it on the wire. `null` and `''` ids are absent ids. */
export interface WireMessage {
  type: MessageType;
  messageId?: string | null;
  userId?: string | null;
  anonymousId?: string | null;
  previousId?: string | null;
  groupId?: string | null;
  event?: string;
  name?: string;
  category?: string;
  properties?: JsonObject;
  traits?: JsonObject;
  context?: JsonObject;
  timestamp?: string;
  originalTimestamp?: string;
  sentAt?: string;
}

/** What is kept of a message's context; everything else (IP address, full user agent, …) is dropped. */
export interface MessageContext {
  path?: string;
  title?: string;
  /** Host of the referrer, never its whole URL. */
  referrer?: string;
  campaign?: JsonObject;
  sessionId?: string;
  device?: string;
  browser?: string;
  os?: string;
  locale?: string;
  timeZone?: string;
  library?: string;
  libraryVersion?: string;
  groupId?: string;
}

/** A message that was checked: ids are present or absent (never `''`), times are milliseconds since 1970 UTC. */
export interface Message {
  type: MessageType;
  /** As sent; absent: the collector makes one, and resending is then not safe. */
  messageId?: string | undefined;
  userId?: string | undefined;
  anonymousId?: string | undefined;
  previousId?: string | undefined;
  groupId?: string | undefined;
  /** Event name of a track; `Page Viewed` and `Screen Viewed` for page and screen; absent for the others. */
  event?: string | undefined;
  /** Properties of an event, with a page's or screen's `name` and `category`. */
  properties: JsonObject;
  /** Traits of an identify or group. */
  traits: JsonObject;
  context: MessageContext;
  /** `properties.nonInteraction: true`: the person did nothing (mail delivered, invoice paid). */
  nonInteraction: boolean;
  /** The client's `timestamp`, else `originalTimestamp`; absent: the time of receipt. */
  timestamp?: number | undefined;
  /** The client's clock when it sent: the message's `sentAt`, else the batch's. */
  sentAt?: number | undefined;
  /** `context.optOut`: true opts the person out of being measured, false takes it back. */
  optOut?: boolean | undefined;
  /** `context.dropped`: running total, per browser, of events its SDK had to drop. */
  dropped?: number | undefined;
  /** `context.userToken`: proof, made by the app's back end, that the sender is `userId`. */
  userToken?: string | undefined;
  /** The sender's user agent, for telling bots apart and for the device class; used and dropped. */
  userAgent?: string | undefined;
}

/** Why a message was refused. `field` names where, `message` says what is wrong with which value and how to mend it. */
export interface Rejection {
  code: RejectionCode;
  message: string;
}

export type RejectionCode =
  | 'invalid_message'
  | 'invalid_type'
  | 'missing_id'
  | 'missing_event'
  | 'missing_group_id'
  | 'missing_previous_id'
  | 'invalid_id'
  | 'invalid_event'
  | 'invalid_properties'
  | 'invalid_traits'
  | 'invalid_context'
  | 'invalid_timestamp'
  | 'too_large'
  | 'too_deep'
  | 'too_many_keys';
