import { describeInBrowser } from '../../../sdk/test/browser/launch-browser.ts';
import { testPageClient } from './test-page-client.ts';

describeInBrowser('@segment/analytics-next', () => {
  testPageClient('segment', 'analytics.js');
});
