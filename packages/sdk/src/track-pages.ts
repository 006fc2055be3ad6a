import type { ArdentClient } from './ardent-client.ts';
import { onNavigate } from './on-navigate.ts';
import { whenShown } from './when-shown.ts';

/** Records a page view now and at each change of the URL's path, for as long as the page lives. */
export function trackPages(ardent: Pick<ArdentClient, 'page'>): void {
  if (typeof document === 'undefined') return;
  whenShown(() => ardent.page());
  // A moment later, because routers set the title after the URL.
  onNavigate(() => setTimeout(() => ardent.page()));
}
