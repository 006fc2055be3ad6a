import type { Child } from 'hono/jsx';
import { BASE } from '../saas-env.ts';
import { Field, Problem } from './fields.tsx';

/** What was typed before, shown again when something was wrong with it. */
export interface SignUpProps {
  problem?: string | undefined;
  values?: Record<string, string>;
  /** The company that invited them. */
  invitation?: { inviteId: string; company: string } | undefined;
}

/** A new person, with a company of their own or in the one that invited them. */
export function SignUpPage({ problem, values = {}, invitation }: SignUpProps): Child {
  return (
    <form class="sheet" method="post" action={`${BASE}/sign-up`}>
      <h1>{invitation ? `Join ${invitation.company}` : 'Try Taskwell free'}</h1>
      <Problem text={problem} />
      <Field name="name" label="Your name" autocomplete="name" value={values['name']} />
      <Field name="email" label="E-mail" type="email" autocomplete="email" value={values['email']} />
      {invitation ? (
        <input type="hidden" name="inviteId" value={invitation.inviteId} />
      ) : (
        <Field name="company" label="Company" autocomplete="organization" value={values['company']} />
      )}
      <Field
        name="password"
        label="Password, at least 8 characters"
        type="password"
        autocomplete="new-password"
      />
      <button type="submit">{invitation ? 'Join' : 'Start the trial'}</button>
      <p class="fine">
        {'Everything stays in the memory of this server and is gone when it stops. '}
        <a href={`${BASE}/sign-in`}>I have an account</a>
      </p>
    </form>
  );
}

/** Somebody who has been here before. */
export function SignInPage({ problem, email }: { problem?: string; email?: string }): Child {
  return (
    <form class="sheet" method="post" action={`${BASE}/sign-in`}>
      <h1>Sign in</h1>
      <Problem text={problem} />
      <Field name="email" label="E-mail" type="email" autocomplete="email" value={email} />
      <Field name="password" label="Password" type="password" autocomplete="current-password" />
      <button type="submit">Sign in</button>
      <p class="fine">
        <a href={`${BASE}/sign-up`}>I am new here</a>
      </p>
    </form>
  );
}
