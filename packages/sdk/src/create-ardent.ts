import type { JsonObject, MessageType, WireMessage } from '@ardent/core';
import type {
  ArdentClient,
  EventMap,
  IdentifyOptions,
  MessageOptions,
  PersonScore,
} from './ardent-client.ts';
import { createId } from './create-id.ts';
import { currentPage } from './current-page.ts';
import { holdLock } from './hold-lock.ts';
import { listen, once } from './listen.ts';
import { log } from './log.ts';
import type { ArdentOptions } from './options.ts';
import { createQueue, type Row } from './queue.ts';
import { createRowStore } from './row-store.ts';
import { nextSession } from './session.ts';
import type { SavedState, State } from './state.ts';
import { toJson } from './to-json.ts';
import { VERSION } from './version.ts';

const FLUSH_EVERY_MS = 3_000;
const STATE_KEY = 'state';

/** What a call was given, and what it says of the person. */
interface Given {
  context: { page: JsonObject };
  change?: Partial<State>;
}

/**
 * Makes a client and starts it: one per page and write key. It does nothing on a server, without a write key, and
 * where `gpc: 'optOut'` applies. Never throws; with `debug` it tells the console what it does.
 */
export function createArdent<Events = EventMap>(options: ArdentOptions): ArdentClient<Events> {
  const isAlive = globalThis.document && options.writeKey && !(options.gpc && navigator.globalPrivacyControl);
  const name = `ardent-${options.writeKey}`;
  const pageId = createId();
  const store = isAlive && !options.storage ? createRowStore(name) : undefined;

  let state: State = { changedAt: 0 };
  let known: string | null | undefined;
  const readState = () => {
    try {
      const stored = store && localStorage[name];
      if (stored && stored !== known) {
        known = stored;
        state = JSON.parse(stored);
      }
    } catch {}
    return state;
  };
  const lacksConsent = () => options.consent && readState().optedIn === undefined;
  const save = () => {
    if (!store) return;
    store.write(STATE_KEY, state);
    try {
      known = localStorage[name] = JSON.stringify(state);
    } catch {}
  };
  const update = (change: Partial<State>) => {
    state = { ...readState(), ...change, changedAt: Date.now() };
    // What is done by someone who opted out, or may yet, is known in memory alone.
    if (state.optedIn ?? !options.consent) save();
  };
  const renew = (kept?: object) => {
    state = { optedIn: readState().optedIn, changedAt: Date.now(), ...kept };
    save();
  };

  const queue = createQueue(options, store, (dropped) => {
    if (dropped) update({ dropped: (readState().dropped ?? 0) + dropped });
    else refresh();
  });

  // Begins at once; ends when it is known who the person is, unless it can't wait for that.
  const run = async <Result>(begin: () => () => Result, isUrgent?: unknown) => {
    try {
      if (!isAlive) return;
      const end = begin();
      if (!isUrgent) await opened;
      return await end();
    } catch (error) {
      log(options, error);
    }
    return;
  };

  const callbacks = new Set<(score: PersonScore) => void>();
  let cached: Promise<PersonScore | undefined> | undefined;
  const loadScore = async () => {
    const { userId, userToken } = readState();
    if (!userToken) return;
    const query = new URLSearchParams({ userId: userId as string });
    const response = await fetch(`${options.host}/v1/me/score?${query}`, {
      headers: { Authorization: `Bearer ${userToken}` },
    });
    return response.ok ? response.json() : undefined;
  };
  const score = () => (cached ??= loadScore());
  const tell = (callback: (score: PersonScore) => void) =>
    run(() => async () => {
      const current = await score();
      if (current) callback(current);
    });
  const refresh = () => {
    cached = undefined;
    callbacks.forEach(tell);
  };

  /** Stamps a message; what it returns keeps it. */
  const draftMessage = (type: MessageType, fields: object, more?: MessageOptions) => {
    const time = +new Date(more?.timestamp as Date) || Date.now();
    // What comes last is cut first.
    const given = toJson({ context: { page: currentPage(), ...more?.context }, ...fields });
    return () => {
      const { context, change, ...payload } = JSON.parse(JSON.stringify(given)) as Given;
      if (type === 'page') queue.resume();
      const session = nextSession(readState(), time);
      if (session || change) update({ anonymousId: state.anonymousId ?? createId(), ...session, ...change });
      const { anonymousId, userId, optedIn, changedAt, referrer, ...stamps } = state;
      if (optedIn === false) return;
      const message = {
        type,
        messageId: createId(),
        timestamp: new Date(time).toJSON(),
        anonymousId,
        userId,
        previousId: type === 'alias' ? anonymousId : undefined,
        ...payload,
        context: {
          library: { name: 'ardent.js', version: VERSION },
          ...stamps,
          ...context,
          page: { referrer, ...context.page },
        },
      };
      const approved = options.beforeSend ? options.beforeSend(message as unknown as WireMessage) : message;
      log(options, approved);
      if (approved) queue.add([message.messageId, JSON.stringify(approved), pageId]);
    };
  };

  const record = (...given: Parameters<typeof draftMessage>) => run(() => draftMessage(...given));

  // Segment's clients take traits alone, too. An object as an id would spoil all that follows.
  const recordWho =
    (type: MessageType, field: string) =>
    (id: unknown, traits?: object, more?: IdentifyOptions): Promise<void> =>
      id && typeof id === 'object'
        ? record(type, { traits: id }, traits)
        : run(() =>
            draftMessage(
              type,
              { [field]: id, change: { [field]: id, userToken: more?.userToken }, traits },
              more,
            ),
          );

  const choose = (optedIn: boolean, isFirst = lacksConsent()) =>
    run(
      () => () => {
        if (readState().optedIn === optedIn) return;
        const tell = draftMessage('identify', {}, { context: { optOut: !optedIn } });
        if (optedIn) update({ optedIn });
        else queue.clear();
        // The collector need not hear of someone it has never heard of.
        if (optedIn || !isFirst) tell();
        if (!optedIn) renew({ optedIn });
        dispatchEvent(new Event(name));
      },
      isFirst,
    );

  const client = {
    track: (event, properties, more) => record('track', { event, properties }, more),
    page: (title, properties, more) => record('page', { name: title, properties }, more),
    identify: recordWho('identify', 'userId'),
    group: recordWho('group', 'groupId'),
    alias: (userId, previousId, more) => record('alias', { userId, previousId }, more),
    reset: () =>
      run(() => () => {
        renew();
        refresh();
      }),
    optOut: () => choose(false),
    optIn: () => choose(true),
    flush: () => run(() => queue.flush),
    score: () => run(() => score),
    onScore(callback) {
      callbacks.add(callback);
      void tell(callback);
      return () => callbacks.delete(callback);
    },
  } as ArdentClient;

  const takeOver = async () => {
    if ((document as { prerendering?: boolean }).prerendering) await once('prerenderingchange');
    if (!store) return;
    const rows = (await store.read()) as Row[];
    void holdOwnLock();
    const saved = rows.pop() as unknown as SavedState;
    if (saved?.changedAt > readState().changedAt) renew(saved);
    for (const owner of new Set(rows.map((row) => row[2]))) {
      void holdLock(owner, async () => {
        // Read anew: its page may have gone on until now.
        queue.adopt(((await store.read()) as Row[]).filter((row) => row[2] === owner));
      });
    }
  };

  const start = async () => {
    if (lacksConsent()) await once(name);
    await Promise.race([takeOver(), once('pagehide')]);
  };

  const holdOwnLock = () => holdLock(pageId, queue.resume);

  const opened = isAlive && start();
  if (isAlive) {
    listen(['visibilitychange', 'pagehide'], client.flush);
    listen(['pageshow'], holdOwnLock);
    // Not in the turn that loads the page: what the browser makes at the first use of an API takes its time.
    setTimeout(() => {
      setInterval(queue.flush, FLUSH_EVERY_MS);
      listen(['online'], queue.resume);
      options.features?.forEach((feature) => {
        void run(() => () => feature?.(client), true);
      });
    });
  }
  return client as ArdentClient<Events>;
}
