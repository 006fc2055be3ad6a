import type { DayString, JsonValue } from '@ardent/core';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { StoredEvent } from '../../storage/project-storage.ts';
import { formatClock, formatLongDay } from '../words/format-time.ts';

const SHOWN_PROPERTIES = 6;
const SHOWN_CHARACTERS = 60;

/** What someone did, newest first, under a heading for each day. */
export function Timeline({
  events,
  timeZone,
}: {
  events: readonly StoredEvent[];
  timeZone: string;
}): JSX.Element {
  return (
    <>
      {groupByDay(events).map(({ day, events: dayEvents }) => (
        <section class="timeline-day">
          <h3>{formatLongDay(day)}</h3>
          <ol class="timeline">
            {dayEvents.map((event) => (
              <Entry event={event} timeZone={timeZone} />
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}

function Entry({ event, timeZone }: { event: StoredEvent; timeZone: string }): JSX.Element {
  const details = Object.entries(
    event.type === 'identify' || event.type === 'group' ? event.traits : event.properties,
  );
  return (
    <li class={`entry entry-${event.type}`}>
      <time datetime={new Date(event.timestamp).toISOString()}>{formatClock(event.timestamp, timeZone)}</time>
      <div>
        <strong>{entryTitle(event)}</strong>
        {event.isPassive ? (
          <span class="mark" title="Happened without the person; makes no day active">
            passive
          </span>
        ) : null}
        {event.isBot ? (
          <span class="mark" title="Sent by a bot; counts nowhere">
            bot
          </span>
        ) : null}
        {event.context.path === undefined ? null : <small class="path">{event.context.path}</small>}
        {details.length === 0 ? null : <Details details={details} />}
      </div>
    </li>
  );
}

function Details({ details }: { details: [string, JsonValue][] }): JSX.Element {
  const more = details.length - SHOWN_PROPERTIES;
  return (
    <dl class="properties">
      {details.slice(0, SHOWN_PROPERTIES).map(([name, value]) => (
        <div>
          <dt>{name}</dt>
          <dd>{shorten(value)}</dd>
        </div>
      ))}
      {more > 0 ? <div class="more">{`and ${more} more`}</div> : null}
    </dl>
  );
}

function entryTitle({ type, event }: StoredEvent): string {
  if (event !== null) return event;
  return {
    identify: 'Identified',
    group: 'Joined an account',
    alias: 'Ids joined',
    track: 'Event',
    page: 'Page',
    screen: 'Screen',
  }[type];
}

function shorten(value: JsonValue): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}

function groupByDay(events: readonly StoredEvent[]): { day: DayString; events: StoredEvent[] }[] {
  const days: { day: DayString; events: StoredEvent[] }[] = [];
  for (const event of events) {
    const last = days.at(-1);
    if (last?.day === event.day) last.events.push(event);
    else days.push({ day: event.day, events: [event] });
  }
  return days;
}
