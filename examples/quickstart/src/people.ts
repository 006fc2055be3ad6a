/** Somebody to play, with the traits that Taskwell would know of them. */
export interface Person {
  key: string;
  traits: { name: string; email: string; role: string; plan: string };
  account: { groupId: string; traits: { name: string; plan: string } };
}

/** Who can be played. */
export const PEOPLE: readonly Person[] = [
  {
    key: 'maya',
    traits: { name: 'Maya Okafor', email: 'maya@northwind.example', role: 'Project lead', plan: 'pro' },
    account: { groupId: 'northwind', traits: { name: 'Northwind Studio', plan: 'pro' } },
  },
  {
    key: 'jonas',
    traits: { name: 'Jonas Lindqvist', email: 'jonas@northwind.example', role: 'Developer', plan: 'pro' },
    account: { groupId: 'northwind', traits: { name: 'Northwind Studio', plan: 'pro' } },
  },
  {
    key: 'priya',
    traits: { name: 'Priya Raman', email: 'priya@finch.example', role: 'Founder', plan: 'trial' },
    account: { groupId: 'finch', traits: { name: 'Finch & Co', plan: 'trial' } },
  },
];

/** The person that a sign-in `{person: key}` asks for. */
export function findPerson(signIn: unknown): Person | undefined {
  if (typeof signIn !== 'object' || signIn === null || !('person' in signIn)) return undefined;
  return PEOPLE.find(({ key }) => key === signIn.person);
}
