import { ArdentProvider } from '@ardent/sdk/react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { ardent } from './ardent.ts';
import './notewell.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root"');
createRoot(root).render(
  <ArdentProvider client={ardent}>
    <App />
  </ArdentProvider>,
);
