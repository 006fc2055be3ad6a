import { describeInBrowser } from '../../../sdk/test/browser/launch-browser.ts';
import { testPageClient } from './test-page-client.ts';

describeInBrowser('@rudderstack/analytics-js', () => {
  testPageClient('rudderstack', 'RudderLabs JavaScript SDK');
});
