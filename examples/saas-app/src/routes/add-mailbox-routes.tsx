import type { Hono } from 'hono';
import { MailboxPage, MailPage } from '../pages/mailbox-pages.tsx';
import { MessagePage } from '../pages/message-page.tsx';
import type { SaasDeps, SaasEnv } from '../saas-env.ts';
import type { RenderPage } from './create-renderer.tsx';

/** What was mailed to somebody; opening one is what a picture in a real mail would tell the back end. */
export function addMailboxRoutes(
  app: Hono<SaasEnv>,
  { store, collector }: SaasDeps,
  render: RenderPage,
): void {
  app.get('/mailbox', (c) => {
    const session = c.get('session');
    return render(c, { title: 'Mailbox', session }, <MailboxPage user={session.user} />);
  });
  app.get('/mailbox/:mailId', async (c) => {
    const session = c.get('session');
    const mail = session.user.mails.find(({ mailId }) => mailId === c.req.param('mailId'));
    if (mail === undefined) {
      const page = <MessagePage title="There is no such mail" text="It may have been one too many." />;
      return render(c, { title: 'Not found', session, status: 404 }, page);
    }
    if (mail.openedAt === undefined) {
      mail.openedAt = store.now();
      await collector.tell(session.user.userId, 'Email Opened', { mail: mail.subject });
    }
    return render(c, { title: 'Mailbox', session }, <MailPage mail={mail} />);
  });
}
