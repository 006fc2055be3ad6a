import type { Child } from 'hono/jsx';
import { BASE } from '../saas-env.ts';

const PROMISES = [
  {
    title: 'One board per project',
    text: 'Everybody sees what is open, who talks about it, and what is done.',
  },
  { title: 'Comments where the work is', text: 'No meeting for what a sentence under a task can settle.' },
  { title: 'Reports without asking around', text: 'How far are we? The board knows, and so do you.' },
];

/** What somebody sees who is not signed in. */
export function WelcomePage(): Child {
  return (
    <>
      <section class="hero">
        <h1>Plans that get done.</h1>
        <p>
          Taskwell is a small, calm place for a team's projects: boards, comments, reports, and nothing else.
        </p>
        <div class="actions">
          <a class="button" href={`${BASE}/sign-up`}>
            Try it free for 14 days
          </a>
          <form method="post" action={`${BASE}/sample`} data-ardent-event="Sample Team Chosen">
            <button type="submit" class="soft">
              Look around with a sample team
            </button>
          </form>
        </div>
      </section>
      <section class="cards">
        {PROMISES.map(({ title, text }) => (
          <article class="card">
            <h2>{title}</h2>
            <p>{text}</p>
          </article>
        ))}
      </section>
    </>
  );
}
