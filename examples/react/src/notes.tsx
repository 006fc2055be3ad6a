import { useArdent } from '@ardent/sdk/react';
import { type FormEvent, type ReactElement, useState } from 'react';
import type { Events } from './events.ts';

/** The notes of this visit. */
export function Notes(): ReactElement {
  const ardent = useArdent<Events>();
  const [notes, setNotes] = useState<string[]>([]);
  const [query, setQuery] = useState('');
  const found = notes.filter((note) => note.toLowerCase().includes(query.toLowerCase()));

  function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget).get('note')).trim();
    if (text === '') return;
    setNotes([text, ...notes]);
    void ardent.track('Note Added', { length: text.length });
    event.currentTarget.reset();
  }

  function remove(note: string) {
    setNotes(notes.filter((other) => other !== note));
    void ardent.track('Note Removed');
  }

  return (
    <>
      <h1>Notes</h1>
      <form onSubmit={add}>
        <input name="note" aria-label="New note" placeholder="What should not be forgotten?" />
        <button type="submit">Add</button>
      </form>
      <input
        type="search"
        aria-label="Search"
        placeholder="Search"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        onBlur={() => query !== '' && void ardent.track('Notes Searched', { results: found.length })}
      />
      <ul>
        {found.map((note) => (
          <li key={note}>
            {note}
            <button type="button" onClick={() => remove(note)} aria-label={`Remove ${note}`}>
              ×
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
