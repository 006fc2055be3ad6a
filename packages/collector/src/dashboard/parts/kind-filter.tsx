import type { JSX } from 'hono/jsx/jsx-runtime';

const KINDS = [
  { kind: 'known', label: 'Known' },
  { kind: 'anonymous', label: 'Anonymous' },
  { kind: 'all', label: 'All' },
] as const;

/** Links that choose between people with a user id and visitors without one. */
export function KindFilter({ base, kind: current }: { base: string; kind: string }): JSX.Element {
  return (
    <nav class="segmented" aria-label="Kind of profiles">
      {KINDS.map(({ kind, label }) => (
        <a href={`${base}?kind=${kind}`} {...(kind === current ? { 'aria-current': 'true' as const } : {})}>
          {label}
        </a>
      ))}
    </nav>
  );
}
