import { type Context, Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { fetchScore } from './fetch-score.ts';
import { findPerson, PEOPLE, type Person } from './people.ts';
import { readPage, readPublicFile } from './public-file.ts';
import { createVisitorId, isVisitorId, toUserId } from './visitor.ts';

/** What Taskwell needs of a collector, as any customer's app does. */
export interface QuickstartOptions {
  /** Where the collector answers, for the page's script tag and for the back end. */
  collectorUrl: string;
  /** Public: stands in the page. */
  writeKey: string;
  /** Never leaves the back end. */
  secretKey: string;
  /** The model with Taskwell's own weights, as `publishWeights` answers it. */
  modelId: string;
}

interface User extends Person {
  userId: string;
}

const VISITOR_COOKIE = 'taskwell_visitor';
const PERSON_COOKIE = 'taskwell_person';
const COOKIE = { path: '/demo', httpOnly: true, sameSite: 'Strict', maxAge: 30 * 24 * 3600 } as const;
const FILES = {
  'taskwell.css': 'text/css',
  'score-panel.css': 'text/css',
  'taskwell.js': 'text/javascript',
  'record.js': 'text/javascript',
  'score-panel.js': 'text/javascript',
  'tasks.js': 'text/javascript',
};

/**
 * Taskwell's back end, below `/demo`: the page, its files, sign-in, and the score of whoever is signed in. Mount it at
 * the root of a server. It keeps nothing itself: a random visitor id in a cookie stands for the browser, and who signs
 * in as Maya in one browser is another user than Maya in the next, so that nobody can ask for somebody else's score.
 */
export function createQuickstart(options: QuickstartOptions): Hono {
  const { collectorUrl, writeKey, secretKey, modelId } = options;
  const app = new Hono();

  app.get('/demo', async (context) => context.html(await readPage({ collectorUrl, writeKey })));

  for (const [file, type] of Object.entries(FILES)) {
    app.get(`/demo/${file}`, async (context) =>
      context.body(await readPublicFile(file), 200, { 'Content-Type': `${type}; charset=utf-8` }),
    );
  }

  app.get('/demo/session', (context) => context.json({ user: currentUser(context) ?? null, people: PEOPLE }));

  app.post('/demo/session', async (context) => {
    const person = findPerson(await context.req.json<unknown>().catch(() => undefined));
    if (!person) {
      return context.json(
        { message: `person must be one of ${PEOPLE.map(({ key }) => key).join(', ')}` },
        400,
      );
    }
    const known = getCookie(context, VISITOR_COOKIE);
    const visitorId = isVisitorId(known) ? known : createVisitorId();
    setCookie(context, VISITOR_COOKIE, visitorId, COOKIE);
    setCookie(context, PERSON_COOKIE, person.key, COOKIE);
    return context.json({ user: toUser(visitorId, person) });
  });

  app.delete('/demo/session', (context) => {
    deleteCookie(context, PERSON_COOKIE, { path: COOKIE.path });
    return context.json({ user: null });
  });

  app.get('/demo/score', async (context) => {
    const user = currentUser(context);
    if (!user) return context.json({ message: 'sign in first: only your own score can be seen' }, 401);
    const answer = await fetchScore({ collectorUrl, secretKey, userId: user.userId, modelId });
    return answer.ok
      ? context.json({ score: answer.score }, 200, { 'Cache-Control': 'no-store' })
      : context.json({ message: answer.message }, 502);
  });

  return app;
}

function currentUser(context: Context): User | undefined {
  const visitorId = getCookie(context, VISITOR_COOKIE);
  const person = findPerson({ person: getCookie(context, PERSON_COOKIE) });
  return person && isVisitorId(visitorId) ? toUser(visitorId, person) : undefined;
}

function toUser(visitorId: string, person: Person): User {
  return { ...person, userId: toUserId(visitorId, person.key) };
}
