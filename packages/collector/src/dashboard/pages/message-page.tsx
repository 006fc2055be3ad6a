import type { JSX } from 'hono/jsx/jsx-runtime';
import { PageFrame } from '../parts/page-frame.tsx';

/** A page that only says something: not found, or something went wrong, and what to do. */
export function MessagePage({ title, text }: { title: string; text: string }): JSX.Element {
  return (
    <PageFrame title={title}>
      <section class="card">
        <h1>{title}</h1>
        <p>{text}</p>
        <p>
          <a href="/">To the first page</a>
        </p>
      </section>
    </PageFrame>
  );
}
