import type { JSX } from 'hono/jsx/jsx-runtime';

/** Wordmark and sign, linked to the first page. */
export function Brand(): JSX.Element {
  return (
    <a class="brand" href="/">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M12 1.5c.6 3.9 6.5 6.6 6.5 13A6.5 6.5 0 0 1 12 22a6.5 6.5 0 0 1-6.5-6.9c0-3 1.6-4.7 2.7-6.3.4 1.7 1 2.6 2 3.1C9.9 8 10.2 4.3 12 1.5Z" />
      </svg>
      Ardent
    </a>
  );
}
