import type { Child } from 'hono/jsx';
import { BASE } from '../saas-env.ts';
import type { Mail, User } from '../store/entities.ts';

/** What Taskwell would have mailed to somebody. */
export function MailboxPage({ user }: { user: User }): Child {
  return (
    <>
      <h1>Your pretend mailbox</h1>
      <p>
        No mail leaves this machine. To open one here tells Taskwell's back end, as a picture in a real one
        would.
      </p>
      {user.mails.length === 0 && <p class="empty">Nothing yet.</p>}
      <ul class="rows">
        {user.mails.map(({ mailId, subject, openedAt }) => (
          <li class={openedAt === undefined ? 'is-new' : ''}>
            <a href={`${BASE}/mailbox/${mailId}`}>{subject}</a>
            <span class="fine">{openedAt === undefined ? 'new' : 'opened'}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** One mail. */
export function MailPage({ mail }: { mail: Mail }): Child {
  return (
    <article class="sheet">
      <h1>{mail.subject}</h1>
      <p>{mail.text}</p>
      <a href={`${BASE}/mailbox`}>Back to the mailbox</a>
    </article>
  );
}
