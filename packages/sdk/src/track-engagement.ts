import { currentPage } from './current-page.ts';
import { listen } from './listen.ts';
import type { Feature } from './options.ts';

// Someone who reads may sit still for so long.
const IDLE_MS = 30_000;
const MOST_SECONDS = 3_600;

/**
 * Measures how long the page is focused and in use (some input within 30 seconds). Records it when the page is hidden
 * or left: `Page Engaged` with `properties.seconds`, an hour at most, about the page that it was spent on.
 */
export const trackEngagement: Feature = (ardent) => {
  let page = currentPage();
  let seconds = 0;
  let seenAt = Date.now();

  const record = () => {
    // As of the last input: who comes back after an hour only to close the tab has not begun a session by that.
    if (seconds) void ardent.track('Page Engaged', { seconds }, { timestamp: seenAt, context: { page } });
    seconds = 0;
    page = currentPage();
  };

  setInterval(() => {
    if (page['path'] !== location.pathname) record();
    const isEngaged = document.hasFocus() && Date.now() - seenAt < IDLE_MS;
    if (isEngaged && seconds < MOST_SECONDS) seconds++;
  }, 1000);
  listen(['pointermove', 'keydown', 'scroll'], () => {
    seenAt = Date.now();
  });
  listen(['visibilitychange', 'pagehide'], record);
};
