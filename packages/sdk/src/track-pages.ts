import type { Feature } from './options.ts';

// For browsers without the Navigation API, where nothing tells of pushState.
const LOOK_EVERY_MS = 1_000;

/** Records a page view now and after each change of the URL's path; queries and fragments don't count. */
export const trackPages: Feature = (ardent) => {
  let path: string | undefined;
  const record = () => {
    if (path !== location.pathname) void ardent.page();
    path = location.pathname;
  };
  record();
  const { navigation } = window as { navigation?: EventTarget };
  // A moment later, because routers set the title after the URL.
  if (navigation) navigation.addEventListener('currententrychange', () => setTimeout(record));
  else setInterval(record, LOOK_EVERY_MS);
};
