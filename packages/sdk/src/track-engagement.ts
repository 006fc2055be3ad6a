import type { ArdentClient } from './ardent-client.ts';
import { currentPage } from './current-page.ts';
import { onNavigate } from './on-navigate.ts';

// Someone who reads may sit still for so long.
const IDLE_MS = 30_000;
const LONGEST_MS = 3_600_000;
const SIGNS_OF_LIFE = ['pointermove', 'pointerdown', 'keydown', 'scroll', 'focus', 'blur'];

/**
 * Measures how long the page is visible, focused and in use (with an input in the last 30 seconds), at most an hour.
 * Records it when the page is hidden or left, as `Page Engaged` with `properties.seconds`, on the page it was about.
 */
export function trackEngagement(ardent: Pick<ArdentClient, 'track'>): void {
  if (typeof document === 'undefined') return;
  let page = currentPage();
  let remainingMs = LONGEST_MS;
  let engagedMs = 0;
  let engagedUntil = 0;
  let seenAt: number | undefined;

  const measure = () => {
    const now = performance.now();
    if (seenAt !== undefined) {
      const stretchMs = Math.min(now - seenAt, IDLE_MS, remainingMs);
      engagedMs += stretchMs;
      remainingMs -= stretchMs;
      engagedUntil = seenAt + stretchMs;
    }
    seenAt = document.visibilityState === 'visible' && document.hasFocus() ? now : undefined;
  };

  const record = () => {
    measure();
    const seconds = Math.round(engagedMs / 1000);
    if (!seconds) return;
    engagedMs = 0;
    // Not now: who comes back after an hour only to close the tab has not begun a session by that.
    const timestamp = Date.now() - (performance.now() - engagedUntil);
    ardent.track(
      'Page Engaged',
      { seconds },
      { timestamp, context: { page: { ...page, title: document.title } } },
    );
  };

  measure();
  for (const type of SIGNS_OF_LIFE) addEventListener(type, measure, { capture: true, passive: true });
  document.addEventListener('visibilitychange', record);
  addEventListener('pagehide', record, { capture: true });
  onNavigate(() => {
    record();
    page = currentPage();
    remainingMs = LONGEST_MS;
  });
}
