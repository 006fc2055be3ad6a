import type { JsonObject } from '@ardent/core';

/** Where the person is, in Segment's shape, without query and fragment: those may hold secrets. */
export function currentPage(): JsonObject {
  const { origin, pathname } = location;
  return { path: pathname, title: document.title, url: origin + pathname };
}
