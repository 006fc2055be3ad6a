import type { JSX } from 'hono/jsx/jsx-runtime';
import { Brand } from '../parts/brand.tsx';
import { PageFrame } from '../parts/page-frame.tsx';

/** The way in: a secret key, or the one-time link that the server prints. `problem` says why the last try failed. */
export function LoginPage({ problem }: { problem?: string }): JSX.Element {
  return (
    <PageFrame title="Log in">
      <section class="card login">
        <Brand />
        <h1>Log in</h1>
        <p>
          Open the one-time link that the collector printed when it started, or paste a secret key of the
          project. A fresh link comes with every start; <code>ardent keys rotate --secret</code> makes a new
          key.
        </p>
        {problem === undefined ? null : (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        <form method="post" action="/login">
          <label for="secretKey">Secret key</label>
          <input
            id="secretKey"
            name="secretKey"
            type="password"
            autocomplete="current-password"
            required
            autofocus
          />
          <button type="submit">Log in</button>
        </form>
      </section>
    </PageFrame>
  );
}
