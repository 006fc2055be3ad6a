import type { Child } from 'hono/jsx';
import { BASE } from '../saas-env.ts';
import type { User } from '../store/entities.ts';
import { Field, Problem } from './fields.tsx';

/** A person's tickets, with support's answers, and the form to write one. */
export function HelpPage({ user, problem }: { user: User; problem?: string }): Child {
  return (
    <>
      <h1>Help</h1>
      <form class="sheet inline" method="post" action={`${BASE}/help`}>
        <h2>Write to support</h2>
        <Problem text={problem} />
        <Field name="subject" label="Subject" maxlength={80} />
        <label class="field">
          <span>What happened?</span>
          <textarea name="text" rows={4} maxlength={2000} required />
        </label>
        <button type="submit">Send</button>
      </form>
      <ul class="tickets">
        {user.tickets.map(({ subject, text, answer }) => (
          <li class="card">
            <h2>{subject}</h2>
            <p>{text}</p>
            <p class={answer === undefined ? 'fine' : 'answer'}>
              {answer ?? 'Support answers within a minute; look in again.'}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}
