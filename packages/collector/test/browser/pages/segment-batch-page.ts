import { AnalyticsBrowser } from '@segment/analytics-next';
import './page-client.ts';

const { url = '', writeKey = '' } = window.collector ?? {};
const deliveryStrategy = { strategy: 'batching' as const, config: { size: 5, timeout: 500 } };
const analytics = AnalyticsBrowser.load(
  { writeKey, cdnURL: url },
  { integrations: { 'Segment.io': { deliveryStrategy } } },
);

window.client = {
  page: (name) => void analytics.page(name),
  identify: (userId, traits) => void analytics.identify(userId, traits),
  group: (groupId, traits) => void analytics.group(groupId, traits),
  track: (event, properties) => void analytics.track(event, properties),
  alias: (userId) => void analytics.alias(userId),
};
