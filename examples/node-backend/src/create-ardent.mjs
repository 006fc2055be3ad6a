import { Analytics } from '@segment/analytics-node';

/** @typedef {{ rounded: number, band: string, contributions: { signal: string, score: number }[] }} Score */

/**
 * What a back end has to do with Ardent: it tells what happened there, and asks for scores.
 * @param {Pick<import('./read-settings.mjs').Settings, 'ardentUrl' | 'secretKey'> & { onError: (error: unknown) => void }} options
 */
export function createArdent({ ardentUrl, secretKey, onError }) {
  // A secret key where Segment has a write key: what it says about seats and merges is believed.
  const analytics = new Analytics({
    writeKey: secretKey,
    host: ardentUrl,
    path: '/v1/batch',
    flushInterval: 1000,
  });
  analytics.on('error', onError);
  return {
    /**
     * Something that happened to a user without their doing: it makes no day active.
     * @param {string} userId
     * @param {string} event
     * @param {Record<string, string | number | boolean>} properties
     */
    tell(userId, event, properties) {
      analytics.track({ userId, event, properties: { ...properties, nonInteraction: true } });
    },
    /**
     * How many seats a user's company pays for.
     * @param {{ userId: string, groupId: string, seats: number }} company
     */
    setSeats({ userId, groupId, seats }) {
      analytics.group({ userId, groupId, traits: { seats } });
    },
    /**
     * A user's score with its reasons, or undefined where Ardent has not heard of the user yet.
     * @param {string} userId
     * @returns {Promise<Score | undefined>}
     */
    async getScore(userId) {
      const response = await fetch(`${ardentUrl}/v1/profiles/${encodeURIComponent(userId)}/score`, {
        headers: { authorization: `Bearer ${secretKey}` },
      });
      if (response.status === 404) return undefined;
      if (!response.ok) throw new Error(`Ardent answered ${response.status}: ${await response.text()}`);
      return /** @type {Score} */ (await response.json());
    },
    /** Sends what waits; call it before the process ends. */
    close: () => analytics.closeAndFlush(),
  };
}
