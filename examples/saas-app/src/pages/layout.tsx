import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { Flash } from '../auth/create-sessions.ts';
import { BASE } from '../saas-env.ts';
import type { User } from '../store/entities.ts';
import { ScriptTag } from './script-tag.tsx';

export interface LayoutProps {
  title: string;
  collectorUrl: string;
  writeKey: string;
  /** Absent: nobody is signed in. */
  viewer?: { user: User; userToken: string };
  flash: Flash;
  children: Child;
}

const PLACES = [
  { path: '/projects', name: 'Projects' },
  { path: '/reports', name: 'Reports' },
  { path: '/team', name: 'Team' },
  { path: '/billing', name: 'Billing' },
  { path: '/help', name: 'Help' },
];

/** Every page of Taskwell: head with the script tag, the bar, and what the page's scripts need to know. */
export function Layout({ title, collectorUrl, writeKey, viewer, flash, children }: LayoutProps): Child {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} – Taskwell`}</title>
        <link rel="stylesheet" href={`${BASE}/taskwell.css`} />
        <link rel="stylesheet" href={`${BASE}/pages.css`} />
        <link rel="icon" href="data:," />
        <ScriptTag collectorUrl={collectorUrl} writeKey={writeKey} />
        <script type="module" src={`${BASE}/taskwell.js`} />
      </head>
      <body>
        <Bar title={title} user={viewer?.user} />
        <main>
          {flash.notice !== undefined && (
            <p class="notice" role="status">
              {flash.notice}
            </p>
          )}
          {children}
        </main>
        <footer class="foot">
          <span>Taskwell is made up. Its script tag, its back end and your score are real.</span>
          {viewer && <a href={`${BASE}/mailbox`}>Your pretend mailbox</a>}
          <a href="/">Open Ardent's dashboard</a>
        </footer>
        <script type="application/json" id="page-data">
          {raw(toJson(pageData(flash, viewer)))}
        </script>
      </body>
    </html>
  );
}

function Bar({ title, user }: { title: string; user: User | undefined }): Child {
  if (user === undefined) {
    return (
      <header class="bar">
        <a class="logo" href={BASE}>
          Taskwell
        </a>
        <a href={`${BASE}/sign-in`}>Sign in</a>
        <a class="button" href={`${BASE}/sign-up`}>
          Try it free
        </a>
      </header>
    );
  }
  return (
    <header class="bar">
      <a class="logo" href={`${BASE}/projects`}>
        Taskwell
      </a>
      <nav aria-label="Main">
        {PLACES.map(({ path, name }) => (
          <a href={BASE + path} aria-current={name === title ? 'page' : undefined}>
            {name}
          </a>
        ))}
      </nav>
      <span id="score-badge" class="badge" title="Your engagement score: 100 is a healthy customer" hidden />
      <form method="post" action={`${BASE}/sign-out`} data-ardent-event="Signed Out">
        <button type="submit" class="link">
          Sign out
        </button>
      </form>
    </header>
  );
}

/** What `taskwell.js` tells the SDK: who this is, in which company, and what has just happened. */
function pageData({ events }: Flash, viewer: LayoutProps['viewer']): object {
  if (viewer === undefined) return { events };
  const { userId, name, email, role, createdAt, account } = viewer.user;
  return {
    events,
    userId,
    userToken: viewer.userToken,
    traits: { name, email, role, plan: account.plan, createdAt: new Date(createdAt).toISOString() },
    groupId: account.accountId,
    accountTraits: { name: account.name, plan: account.plan },
  };
}

/** JSON that can stand in a script element, whatever people called their projects. */
function toJson(data: object): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}
