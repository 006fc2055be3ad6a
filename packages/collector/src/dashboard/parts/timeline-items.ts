import type { DayString } from '@ardent/core';
import type { StoredEvent } from '../../storage/project-storage.ts';

/** What stands in a timeline: something that happened, or many pages looked at in a row. */
export type TimelineItem = { event: StoredEvent } | { views: StoredEvent[] };

export interface TimelineDay {
  day: DayString;
  items: TimelineItem[];
}

/** So many views in a row are one item, so that what people did is not lost among them. */
const LEAST_VIEWS = 3;

/** Events, newest first, by day, with runs of page and screen views put together. */
export function toTimelineDays(events: readonly StoredEvent[]): TimelineDay[] {
  return splitWhere(events, (a, b) => a.day !== b.day).map((ofDay) => ({
    day: ofDay[0]?.day ?? '',
    items: splitWhere(ofDay, (a, b) => !isView(a) || !isView(b)).flatMap(toItems),
  }));
}

function toItems(run: StoredEvent[]): TimelineItem[] {
  return run.length < LEAST_VIEWS ? run.map((event) => ({ event })) : [{ views: run }];
}

function isView({ type, isBot }: StoredEvent): boolean {
  return !isBot && (type === 'page' || type === 'screen');
}

/** Cuts a list wherever two neighbours do not belong together. */
function splitWhere<Item>(items: readonly Item[], isCut: (before: Item, after: Item) => boolean): Item[][] {
  const parts: Item[][] = [];
  for (const item of items) {
    const part = parts.at(-1);
    const before = part?.at(-1);
    if (part && before !== undefined && !isCut(before, item)) part.push(item);
    else parts.push([item]);
  }
  return parts;
}
