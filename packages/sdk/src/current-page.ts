import type { JsonObject } from '@ardent/core';

/** Where the person is, in Segment's shape, without query and fragment: those may hold secrets. */
export function currentPage(): JsonObject {
  return { path: location.pathname, title: document.title };
}
