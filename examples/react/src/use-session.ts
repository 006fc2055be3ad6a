import { useArdent } from '@ardent/sdk/react';
import { useEffect, useState } from 'react';

/** Who is signed in, as the back end knows it. */
export interface User {
  userId: string;
  traits: { name: string };
  /** The back end's proof for Ardent that this is the user; without it there is no score. */
  userToken?: string;
}

/** Asks the back end who is signed in, and tells Ardent; undefined until then, or where there is no back end. */
export function useSession(): User | undefined {
  const ardent = useArdent();
  const [user, setUser] = useState<User>();
  useEffect(() => {
    void readSession().then((found) => {
      if (found === undefined) return;
      setUser(found);
      void ardent.identify(found.userId, found.traits, { userToken: found.userToken });
    });
  }, [ardent]);
  return user;
}

async function readSession(): Promise<User | undefined> {
  try {
    const response = await fetch('/api/session');
    return response.ok ? ((await response.json()) as User) : undefined;
  } catch {
    return undefined;
  }
}
