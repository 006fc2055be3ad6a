import type { ArdentClient } from './ardent-client.ts';
import type { Engine } from './engine.ts';

/** The calls that record something. They may throw: `createArdent` guards them. */
export type Calls = Omit<ArdentClient, 'flush' | 'score' | 'onScore'>;

/** Says what each call means for state and outbox. */
export function createCalls({ state, outbox, scores, run, record }: Engine): Calls {
  const renew = (change?: object) => {
    state.renew(change);
    scores.refresh();
  };

  return {
    track(event, properties, more) {
      record('track', { event, properties }, more);
    },

    page(name, properties, more) {
      outbox.resume();
      record('page', { name, properties }, more);
    },

    identify(id, traits, more) {
      const userId = `${id ?? ''}`;
      const userToken = more?.userToken;
      run(() => {
        const known = state.read().userId;
        if (userId && known && known !== userId) renew();
        state.update({ ...(userId && { userId }), ...(userToken && { userToken }) });
        scores.refresh();
      });
      record('identify', { traits }, more);
    },

    group(id, traits, more) {
      const groupId = `${id}`;
      run(() => state.update({ groupId }));
      record('group', { groupId, traits }, more);
    },

    alias(userId, previousId, more) {
      record('alias', { userId: `${userId}`, ...(previousId && { previousId: `${previousId}` }) }, more);
    },

    reset: () => run(renew),

    optOut: () =>
      run(() => {
        const { optedIn, userId } = state.read();
        if (optedIn === false) return;
        outbox.clear();
        // The collector need not hear of someone it has never heard of.
        if (userId || !state.lacksConsent()) record('identify', {}, { context: { optOut: true } });
        renew({ optedIn: false });
      }),

    optIn: () =>
      run(() => {
        const { optedIn } = state.read();
        state.update({ optedIn: true });
        outbox.open();
        if (optedIn === false) record('identify', {}, { context: { optOut: false } });
      }),
  };
}
