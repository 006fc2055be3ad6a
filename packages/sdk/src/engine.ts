import type { MessageType } from '@ardent/core';
import type { MessageOptions } from './ardent-client.ts';
import { draftMessage } from './draft-message.ts';
import type { ArdentOptions } from './options.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { createRowStore } from './row-store.ts';
import { createScoreReader, type ScoreReader } from './score.ts';
import { sessionAt } from './session.ts';
import { sleep } from './sleep.ts';
import { createStateKeeper, type StateKeeper } from './state.ts';
import { watchPage } from './watch-page.ts';
import { whenShown } from './when-shown.ts';

/** The parts of a client, put together. */
export interface Engine {
  state: StateKeeper;
  outbox: Outbox;
  scores: ScoreReader;
  /** Runs a step as soon as it is known who the person is; in order. */
  run(step: () => void): void;
  /** Stamps a message now, and keeps it. */
  record(type: MessageType, fields: object, more?: MessageOptions): void;
  /** Watches the page, finds out who the person is, and takes over what dead pages left. */
  start(): Promise<void>;
}

export type Log = (...what: unknown[]) => void;

// A browser that has not opened its IndexedDB by then goes without.
const STORE_PATIENCE_MS = 1_000;

/** Puts a client together. Nothing happens before `start`. */
export function createEngine(options: ArdentOptions, log: Log): Engine {
  const { writeKey, beforeSend } = options;
  const name = `ardent-${writeKey}`;
  const host = `${options.host ?? ''}`.replace(/\/+$/, '');
  const store = options.storage === 'none' ? undefined : createRowStore(name);
  const state = createStateKeeper(name, store, options.consent === 'required');
  const scores = createScoreReader(host, state.read);
  const outbox = createOutbox({ options, host, name, store, state, log, onAccepted: scores.refresh });
  let held: (() => void)[] | undefined = [];

  const run = (step: () => void) => {
    if (held) held.push(step);
    else step();
  };

  const release = () => {
    const steps = held ?? [];
    held = undefined;
    for (const step of steps) {
      try {
        step();
      } catch (error) {
        log(error);
      }
    }
  };

  const record = (type: MessageType, fields: object, more?: MessageOptions) => {
    const { messageId, time, seal } = draftMessage(type, fields, more);
    run(() => {
      if (state.read().optedIn === false) return;
      state.update({ session: sessionAt(time, state.read().session) });
      const message = seal(state.read());
      const approved = beforeSend ? beforeSend(message) : message;
      log(type, approved);
      if (approved) outbox.add(messageId, JSON.stringify(approved));
    });
  };

  const leave = () => {
    release();
    outbox.leave();
  };

  const start = async () => {
    watchPage({
      onHidden: leave,
      onLeft() {
        leave();
        outbox.close();
      },
      onBack: outbox.open,
      onOnline: outbox.resume,
    });
    await new Promise<void>(whenShown);
    await Promise.race([state.restore(), sleep(STORE_PATIENCE_MS)]);
    outbox.open();
    release();
  };

  return { state, outbox, scores, run, record, start };
}
