import type { Child } from 'hono/jsx';
import { BASE } from '../saas-env.ts';
import type { Account } from '../store/entities.ts';
import { Field, Problem } from './fields.tsx';

/** Who is in the company, who was invited, and the form to invite more. */
export function TeamPage({ account, problem }: { account: Account; problem?: string }): Child {
  return (
    <>
      <h1>Team</h1>
      <ul class="rows">
        {account.members.map(({ name, email, role }) => (
          <li>
            <strong>{name}</strong>
            <span class="fine">{email}</span>
            <span>{role}</span>
          </li>
        ))}
        {account.invites.map(({ inviteId, email }) => (
          <li>
            <strong>{email}</strong>
            <span class="fine">
              {'invited; no mail leaves this machine: '}
              <a href={`${BASE}/sign-up?invitation=${inviteId}`}>open the invitation</a>
            </span>
            <span>invited</span>
          </li>
        ))}
      </ul>
      <form class="sheet inline" method="post" action={`${BASE}/team/invites`}>
        <h2>Invite a colleague</h2>
        <Problem text={problem} />
        <Field name="email" label="E-mail" type="email" placeholder="sam@example.com" />
        <button type="submit">Send invitation</button>
      </form>
    </>
  );
}
