import { Analytics } from '@segment/analytics-node';
import { describe } from 'vitest';
import { WRITE_KEY } from '../http/open-collector.ts';
import { testServerClient } from './test-server-client.ts';

describe('@segment/analytics-node', () => {
  testServerClient({
    library: '@segment/analytics-node',
    connect(host) {
      const analytics = new Analytics({
        writeKey: WRITE_KEY,
        host,
        path: '/v1/batch',
        flushInterval: 50,
        maxRetries: 10,
      });
      const errors: unknown[] = [];
      analytics.on('error', (error) => errors.push(error));
      return {
        page: (message) => analytics.page(message),
        alias: (message) => analytics.alias(message),
        identify: (message) => analytics.identify(message),
        group: (message) => analytics.group(message),
        track: (message) => analytics.track(message),
        screen: (message) => analytics.screen(message),
        close: () => analytics.closeAndFlush({ timeout: 20_000 }),
        errors,
      };
    },
  });
});
