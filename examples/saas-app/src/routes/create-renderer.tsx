import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { Session } from '../auth/create-sessions.ts';
import { makeUserToken } from '../auth/user-token.ts';
import { Layout } from '../pages/layout.tsx';
import type { SaasDeps } from '../saas-env.ts';

export interface PageOptions {
  title: string;
  /** Absent: for nobody in particular. */
  session?: Session | undefined;
  status?: 200 | 400 | 401 | 404;
}

/** Answers with a page in Taskwell's frame. */
export type RenderPage = (
  context: Context,
  options: PageOptions,
  body: Child,
) => Response | Promise<Response>;

/** A renderer that hands the browser what only a page can record: the session's flash, once. */
export function createRenderer({ collectorUrl, writeKey, tokenSecret, store }: SaasDeps): RenderPage {
  return (context, { title, session, status = 200 }, body) => {
    const flash = session?.flash ?? { events: [] };
    const viewer = session && {
      user: session.user,
      userToken: makeUserToken(tokenSecret, session.user.userId, store.now()),
    };
    const shown = { ...flash };
    if (session !== undefined) {
      session.flash.events = [];
      delete session.flash.notice;
    }
    context.header('cache-control', 'no-store');
    const page = (
      <Layout
        title={title}
        collectorUrl={collectorUrl}
        writeKey={writeKey}
        flash={shown}
        {...(viewer !== undefined && { viewer })}
      >
        {body}
      </Layout>
    );
    return context.html(html`<!doctype html>${page}`, status);
  };
}
