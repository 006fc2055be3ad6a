import { html } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Notice } from '../notice.ts';
import { Brand } from './brand.tsx';

/** A page's place in the dashboard: which project, and which of its pages. */
export interface Place {
  projectId: string;
  projectIds: readonly string[];
  section: 'profiles' | 'model' | 'setup';
  notice?: Notice | undefined;
}

interface PageFrameProps {
  title: string;
  /** Absent before someone is logged in. */
  place?: Place;
  /** Seconds after which the browser asks again, for pages that wait for something. */
  refreshSeconds?: number;
  children?: Child;
}

const NOTICE_REFRESH_SECONDS = 4;

/** The whole document around a page's content. */
export function PageFrame({ title, place, refreshSeconds, children }: PageFrameProps): JSX.Element {
  const refresh = refreshSeconds ?? (place?.notice?.isPassing ? NOTICE_REFRESH_SECONDS : undefined);
  return (
    <>
      {html`<!doctype html>`}
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          {refresh === undefined ? null : <meta http-equiv="refresh" content={String(refresh)} />}
          <title>{`${title} · Ardent`}</title>
          <link rel="stylesheet" href="/dashboard.css" />
          <link rel="icon" href="/dashboard.svg" type="image/svg+xml" />
        </head>
        <body>
          <a class="skip" href="#content">
            Skip to content
          </a>
          {place ? <TopBar place={place} /> : null}
          <main id="content" class={place ? 'page' : 'page page-narrow'}>
            {place?.notice === undefined ? null : (
              <p class="waiting" role="status">
                {place.notice.text}
              </p>
            )}
            {children}
          </main>
        </body>
      </html>
    </>
  );
}

function TopBar({ place }: { place: Place }): JSX.Element {
  const base = `/projects/${encodeURIComponent(place.projectId)}`;
  return (
    <header class="top">
      <div class="top-inner">
        <Brand />
        <ProjectSwitch place={place} />
        <nav class="sections" aria-label="Pages">
          <NavLink href={base} isCurrent={place.section === 'profiles'} label="Profiles" />
          <NavLink href={`${base}/model`} isCurrent={place.section === 'model'} label="Model" />
          <NavLink href={`${base}/setup`} isCurrent={place.section === 'setup'} label="Set up" />
        </nav>
        <form class="leave" method="post" action="/logout">
          <button class="quiet" type="submit">
            Log out
          </button>
        </form>
      </div>
    </header>
  );
}

function ProjectSwitch({ place: { projectId, projectIds } }: { place: Place }): JSX.Element {
  if (projectIds.length < 2) return <span class="project-name">{projectId}</span>;
  return (
    <nav class="switch" aria-label="Projects">
      {projectIds.map((id) => (
        <NavLink href={`/projects/${encodeURIComponent(id)}`} isCurrent={id === projectId} label={id} />
      ))}
    </nav>
  );
}

function NavLink({
  href,
  isCurrent,
  label,
}: {
  href: string;
  isCurrent: boolean;
  label: string;
}): JSX.Element {
  return (
    <a href={href} {...(isCurrent ? { 'aria-current': 'page' } : {})}>
      {label}
    </a>
  );
}
