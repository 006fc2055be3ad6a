import type { JSX } from 'hono/jsx/jsx-runtime';
import type { StoredEvent } from '../../storage/project-storage.ts';
import { formatCount } from '../words/format-number.ts';
import { formatClock, formatLongDay } from '../words/format-time.ts';
import { EventProperties } from './event-properties.tsx';
import { shownProperties } from './shown-properties.ts';
import { toTimelineDays } from './timeline-items.ts';

const NAMED_PATHS = 4;

/** What someone did, newest first, under a heading for each day; views in a row open on a click. */
export function Timeline({
  events,
  timeZone,
}: {
  events: readonly StoredEvent[];
  timeZone: string;
}): JSX.Element {
  return (
    <>
      {toTimelineDays(events).map(({ day, items }) => (
        <section class="timeline-day">
          <h3>{formatLongDay(day)}</h3>
          <ol class="timeline">
            {items.map((item) =>
              'views' in item ? (
                <Views views={item.views} timeZone={timeZone} />
              ) : (
                <Entry event={item.event} timeZone={timeZone} />
              ),
            )}
          </ol>
        </section>
      ))}
    </>
  );
}

function Views({ views, timeZone }: { views: readonly StoredEvent[]; timeZone: string }): JSX.Element {
  const paths = [...new Set(views.flatMap(({ context }) => context.path ?? []))];
  const more = paths.length - NAMED_PATHS;
  return (
    <li class="views">
      <details>
        <summary>
          {formatCount(views.length, 'page')} viewed
          <small class="path">
            {paths.slice(0, NAMED_PATHS).join(' ')}
            {more > 0 ? ` and ${more} more` : ''}
          </small>
        </summary>
        <ol>
          {views.map((view) => (
            <Entry event={view} timeZone={timeZone} />
          ))}
        </ol>
      </details>
    </li>
  );
}

function Entry({ event, timeZone }: { event: StoredEvent; timeZone: string }): JSX.Element {
  const { type, timestamp, context, isPassive, isBot } = event;
  return (
    <li class={`entry entry-${type}`}>
      <time datetime={new Date(timestamp).toISOString()}>{formatClock(timestamp, timeZone)}</time>
      <div>
        <strong>{entryTitle(event)}</strong>
        {isPassive ? <Mark label="passive" title="Happened without the person; makes no day active" /> : null}
        {isBot ? <Mark label="bot" title="Sent by a bot; counts nowhere" /> : null}
        {context.path === undefined ? null : <small class="path">{context.path}</small>}
        <EventProperties properties={shownProperties(event)} />
      </div>
    </li>
  );
}

function Mark({ label, title }: { label: string; title: string }): JSX.Element {
  return (
    <span class="mark" title={title}>
      {label}
    </span>
  );
}

const TITLES = {
  identify: 'Identified',
  group: 'Joined an account',
  alias: 'Ids joined',
  track: 'Event',
  page: 'Page',
  screen: 'Screen',
};

function entryTitle({ type, event }: StoredEvent): string {
  return event ?? TITLES[type];
}
