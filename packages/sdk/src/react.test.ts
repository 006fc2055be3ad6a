// @vitest-environment happy-dom
import { act, createElement, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { beforeEach, expect, test, vi } from 'vitest';
import type { ArdentClient, PersonScore } from './ardent-client.ts';
import { ArdentProvider, useArdent, usePageViews, useScore } from './react.ts';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const page = vi.fn(async () => {});
const unsubscribe = vi.fn();
let tellScore: (score: PersonScore) => void = () => {};
const client = {
  page,
  onScore(callback: (score: PersonScore) => void) {
    tellScore = callback;
    return unsubscribe;
  },
} as unknown as ArdentClient;

beforeEach(() => vi.clearAllMocks());

function App({ path }: { path: string }): ReactNode {
  usePageViews(path);
  const score = useScore();
  return createElement('p', null, score ? `${score.rounded} ${score.band}` : 'no score');
}

const app = (path: string) => createElement(ArdentProvider, { client }, createElement(App, { path }));

test('a page view for each path, the score as it changes, and nothing left behind', async () => {
  const container = document.createElement('div');
  const root = createRoot(container);
  await act(() => root.render(app('/a')));
  await act(() => root.render(app('/a')));
  await act(() => root.render(app('/b')));
  expect(page).toHaveBeenCalledTimes(2);
  expect(container.textContent).toBe('no score');
  await act(() => tellScore({ rounded: 72, band: 'highly_engaged' }));
  expect(container.textContent).toBe('72 highly_engaged');
  await act(() => root.unmount());
  expect(unsubscribe).toHaveBeenCalledOnce();
});

test('rendered on a server it records nothing', () => {
  expect(renderToString(app('/a'))).toBe('<p>no score</p>');
  expect(page).not.toHaveBeenCalled();
});

let found: ArdentClient | undefined;

function Lost(): ReactNode {
  found = useArdent();
  return null;
}

test('without a provider the client does nothing', async () => {
  renderToString(createElement(Lost));
  await expect(found?.track('A')).resolves.toBeUndefined();
  await expect(found?.score()).resolves.toBeUndefined();
});
