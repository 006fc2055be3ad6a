import type { JSX } from 'hono/jsx/jsx-runtime';

/** Asks whom to list. */
export function FindForm({ base, text }: { base: string; text: string | undefined }): JSX.Element {
  return (
    <form class="find" action={base} method="get">
      <input
        type="search"
        name="find"
        value={text ?? ''}
        maxlength={200}
        required
        aria-label="Find by name, e-mail address, user ID or account"
        placeholder="Name, e-mail, ID or account"
      />
      <button type="submit">Find</button>
    </form>
  );
}
