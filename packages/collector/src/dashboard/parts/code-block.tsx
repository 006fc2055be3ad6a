import type { JSX } from 'hono/jsx/jsx-runtime';

/** Text to copy: a tag, a call, a command. Scrolls sideways inside itself where it is long, by keyboard too. */
export function CodeBlock({ code, label }: { code: string; label: string }): JSX.Element {
  return (
    <section class="code" tabindex={0} aria-label={label}>
      <pre>
        <code>{code}</code>
      </pre>
    </section>
  );
}
