import { RudderAnalytics } from '@rudderstack/analytics-js/bundled';
import './page-client.ts';

const { url = '', writeKey = '' } = window.collector ?? {};
const analytics = new RudderAnalytics();
// Its queue otherwise waits for ten minutes, or ten events.
analytics.load(writeKey, url, {
  configUrl: url,
  useBeacon: true,
  beaconQueueOptions: { flushQueueInterval: 500 },
});

window.client = {
  page: (name) => analytics.page(name),
  identify: (userId, traits) => analytics.identify(userId, traits),
  group: (groupId, traits) => analytics.group(groupId, traits),
  track: (event, properties) => analytics.track(event, properties),
  alias: (userId) => analytics.alias(userId),
};
