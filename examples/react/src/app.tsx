import { usePageViews } from '@ardent/sdk/react';
import type { ReactElement } from 'react';
import { About } from './about.tsx';
import { isRecording } from './ardent.ts';
import { Notes } from './notes.tsx';
import { ScoreBadge } from './score-badge.tsx';
import { usePath } from './use-path.ts';
import { useSession } from './use-session.ts';

/** Notewell: two pages, and who is signed in. */
export function App(): ReactElement {
  const path = usePath();
  const user = useSession();
  usePageViews(path);
  return (
    <>
      <header>
        <strong>Notewell</strong>
        <nav>
          <a href="#/">Notes</a> <a href="#/about">About</a>
        </nav>
        <ScoreBadge />
        <span>{user?.traits.name ?? 'Nobody is signed in'}</span>
      </header>
      <main>
        {!isRecording && (
          <p className="hint">Nothing is recorded: set VITE_ARDENT_WRITE_KEY and start again.</p>
        )}
        {path === '/about' ? <About /> : <Notes />}
      </main>
    </>
  );
}
