import { RudderAnalytics } from '@rudderstack/analytics-js/bundled';
import './page-client.ts';

const { url = '', writeKey = '' } = window.collector ?? {};
const analytics = new RudderAnalytics();
analytics.load(writeKey, url, { configUrl: url });

window.client = {
  page: (name) => analytics.page(name),
  identify: (userId, traits) => analytics.identify(userId, traits),
  group: (groupId, traits) => analytics.group(groupId, traits),
  track: (event, properties) => analytics.track(event, properties),
  alias: (userId) => analytics.alias(userId),
};
