import type { Child } from 'hono/jsx';
import { BASE } from '../saas-env.ts';

/** One thing to say, and the way back. */
export function MessagePage({ title, text }: { title: string; text: string }): Child {
  return (
    <section class="sheet">
      <h1>{title}</h1>
      <p>{text}</p>
      <a href={BASE}>Back to Taskwell</a>
    </section>
  );
}
