import {
  type Context,
  createContext,
  createElement,
  type ReactElement,
  type ReactNode,
  useContext,
  useEffect,
  useState,
} from 'react';
import type { ArdentClient, EventMap, PersonScore } from './ardent-client.ts';
import { createArdent } from './create-ardent.ts';

// Without a provider: a client that has no write key, and so does nothing.
const ClientContext: Context<ArdentClient> = createContext(createArdent({ writeKey: '' }));

/** Hands a client to all components below. */
export function ArdentProvider<Events>(props: {
  client: ArdentClient<Events>;
  children?: ReactNode;
}): ReactElement {
  return createElement(ClientContext.Provider, { value: props.client as ArdentClient }, props.children);
}

/** The provider's client; one that does nothing where there is no provider. */
export function useArdent<Events = EventMap>(): ArdentClient<Events> {
  return useContext(ClientContext) as ArdentClient<Events>;
}

/** Records a page view when the component appears, and each time that `path` changes. */
export function usePageViews(path?: string): void {
  const ardent = useArdent();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is what a new page view depends on
  useEffect(() => {
    void ardent.page();
  }, [ardent, path]);
}

/** The person's own score: undefined until it is known, and on a server. */
export function useScore(): PersonScore | undefined {
  const ardent = useArdent();
  const [score, setScore] = useState<PersonScore>();
  useEffect(() => ardent.onScore(setScore), [ardent]);
  return score;
}
