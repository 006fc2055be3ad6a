import Analytics from '@rudderstack/rudder-sdk-node';
import { describe } from 'vitest';
import { WRITE_KEY } from '../http/open-collector.ts';
import { testServerClient } from './test-server-client.ts';

describe('@rudderstack/rudder-sdk-node', () => {
  testServerClient({
    library: 'analytics-node',
    connect(dataPlaneUrl) {
      const errors: unknown[] = [];
      const analytics = new Analytics(WRITE_KEY, {
        dataPlaneUrl,
        flushInterval: 50,
        retryCount: 10,
        errorHandler: (error) => errors.push(error),
      });
      return {
        page: (message) => void analytics.page(message),
        alias: (message) => void analytics.alias(message),
        identify: (message) => void analytics.identify(message),
        group: (message) => void analytics.group(message),
        track: (message) => void analytics.track(message),
        screen: (message) => void analytics.screen(message),
        close: async () => {
          await analytics.flush();
        },
        errors,
      };
    },
  });
});
