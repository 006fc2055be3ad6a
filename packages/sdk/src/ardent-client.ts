/** An app's event names, each with the type of its properties. */
export type EventMap = { [event: string]: object };

/** What a call may say about its message beyond the payload. */
export interface MessageOptions {
  /** When it happened, if not now: a Date, milliseconds since 1970, or an ISO text. */
  timestamp?: Date | number | string | undefined;
  /** Merged over the context that the SDK collects, by top-level keys. */
  context?: object | undefined;
}

export interface IdentifyOptions extends MessageOptions {
  /** Proof, made by the app's back end, that this browser is that user's. */
  userToken?: string | undefined;
}

/** A person's own score. `rounded` may be below 0 and above 100. */
export interface PersonScore {
  rounded: number;
  band: string;
}

type TrackArguments<Properties> =
  Partial<Properties> extends Properties
    ? [properties?: Properties, options?: MessageOptions]
    : [properties: Properties, options?: MessageOptions];

/**
 * Records what a person does in a page. No method ever throws, and no promise is ever rejected; on a server they all
 * do nothing.
 */
export interface ArdentClient<Events = EventMap> {
  /** Records an event. */
  track<Name extends keyof Events & string>(
    event: Name,
    ...rest: TrackArguments<Events[Name]>
  ): Promise<void>;
  /** Records a page view. */
  page(name?: string, properties?: object, options?: MessageOptions): Promise<void>;
  /** Says who the person is, and what is known of them. */
  identify(userId: string | number, traits?: object, options?: IdentifyOptions): Promise<void>;
  /** Says more of whoever it is, still anonymous or not, as Segment's clients allow. */
  identify(traits: object, options?: MessageOptions): Promise<void>;
  /** Says which account the person acts for. */
  group(groupId: string | number, traits?: object, options?: MessageOptions): Promise<void>;
  /** Joins what was recorded under `previousId` (default: this browser's anonymousId) to `userId`. */
  alias(userId: string | number, previousId?: string | number, options?: MessageOptions): Promise<void>;
  /** Forgets user, account and session, as on logging out; what was recorded is still sent. */
  reset(): Promise<void>;
  /** Sends what waits. Resolves when the collector has it, or when it can't be had for now. */
  flush(): Promise<void>;
  /** Consents: what was held is stored and sent; takes an earlier `optOut()` back. */
  optIn(): Promise<void>;
  /** Deletes queue and ids, tells the collector once that this person is not to be measured, records nothing more. */
  optOut(): Promise<void>;
  /** The person's own score; undefined without a user token, or when it can't be had. Cached until the next request. */
  score(): Promise<PersonScore | undefined>;
  /** Calls back with the score, now and after each request that took events. Returns an unsubscribe. */
  onScore(callback: (score: PersonScore) => void): () => void;
}
