import { createArdent, trackEngagement } from '@ardent/sdk';
import type { Events } from './events.ts';

const { VITE_ARDENT_URL = 'http://127.0.0.1:8787', VITE_ARDENT_WRITE_KEY = '' } = import.meta.env;

/** One client for the whole app. Page views are recorded by `usePageViews`, so that each has its place in the app. */
export const ardent = createArdent<Events>({
  writeKey: VITE_ARDENT_WRITE_KEY,
  host: VITE_ARDENT_URL,
  features: [trackEngagement],
});

/** Without a write key the client does nothing. */
export const isRecording = VITE_ARDENT_WRITE_KEY !== '';
