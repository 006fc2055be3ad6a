import type { Hono } from 'hono';
import { hashPassword, isPassword } from '../auth/password.ts';
import { SignInPage, SignUpPage } from '../pages/sign-in-pages.tsx';
import { WelcomePage } from '../pages/welcome-page.tsx';
import { BASE, type SaasContext, type SaasDeps, type SaasEnv } from '../saas-env.ts';
import { addSampleTeam } from '../store/add-sample-team.ts';
import type { Account, User } from '../store/entities.ts';
import type { RenderPage } from './create-renderer.tsx';
import { emailProblem, readForm } from './read-form.ts';
import { closeSession, findSession, openSession } from './session-cookie.ts';

const SHORTEST_PASSWORD = 8;

/** The way in and out: welcome, sign-up, sign-in, sign-out. */
export function addEntryRoutes(app: Hono<SaasEnv>, deps: SaasDeps, render: RenderPage): void {
  const { store, sessions } = deps;
  app.get('/', (c) =>
    findSession(c, sessions) === undefined
      ? render(c, { title: 'Welcome' }, <WelcomePage />)
      : c.redirect(`${BASE}/projects`, 303),
  );
  app.get('/sign-up', (c) => showSignUp(c, deps, render));
  app.post('/sign-up', (c) => signUp(c, deps, render));
  app.get('/sign-in', (c) => render(c, { title: 'Sign in' }, <SignInPage />));
  app.post('/sign-in', async (c) => {
    const { values, problem } = await readForm(c, { email: 200, password: 200 });
    const user = store.findUserByEmail(values.email);
    if (user === undefined || !(await isPassword(values.password, user.passwordHash))) {
      const page = (
        <SignInPage email={values.email} problem={problem ?? 'E-mail and password do not match.'} />
      );
      return render(c, { title: 'Sign in', status: 401 }, page);
    }
    return enter(c, deps, { user, event: 'Signed In' });
  });
  app.post('/sample', (c) =>
    enter(c, deps, { user: addSampleTeam(store), event: 'Signed Up', source: 'sample' }),
  );
  app.post('/sign-out', (c) => {
    closeSession(c, sessions);
    return c.redirect(BASE, 303);
  });
}

function showSignUp(c: SaasContext, { store }: SaasDeps, render: RenderPage) {
  const inviteId = c.req.query('invitation') ?? '';
  return render(
    c,
    { title: 'Sign up' },
    <SignUpPage invitation={toInvitation(inviteId, store.findInvitation(inviteId))} />,
  );
}

function toInvitation(inviteId: string, account: Account | undefined) {
  return account && { inviteId, company: account.name };
}

async function signUp(c: SaasContext, deps: SaasDeps, render: RenderPage) {
  const { store } = deps;
  const { inviteId = '' } = await c.req.parseBody<{ inviteId?: string }>();
  const inviter = store.findInvitation(inviteId);
  const form = await readForm(c, { name: 80, email: 200, password: 200 });
  const { name, email, password } = form.values;
  const own = inviter === undefined ? await readForm(c, { company: 80 }) : undefined;
  const company = own?.values.company ?? '';
  const problem = form.problem ?? own?.problem ?? signUpProblem(form.values, deps);
  if (problem !== undefined) {
    const invitation = toInvitation(inviteId, inviter);
    const page = <SignUpPage problem={problem} values={{ name, email, company }} invitation={invitation} />;
    return render(c, { title: 'Sign up', status: 400 }, page);
  }
  const account = inviter ?? store.addAccount(company);
  const role = inviter === undefined ? 'admin' : 'member';
  const passwordHash = await hashPassword(password);
  const user = store.addUser(account, { name, email: email.toLowerCase(), role, passwordHash });
  account.invites = account.invites.filter((invite) => invite.inviteId !== inviteId);
  return enter(c, deps, { user, event: 'Signed Up', source: inviter === undefined ? 'website' : 'invite' });
}

function signUpProblem({ email, password }: { email: string; password: string }, { store }: SaasDeps) {
  if (password.length < SHORTEST_PASSWORD) {
    return `password must have at least ${SHORTEST_PASSWORD} characters, got ${password.length}.`;
  }
  const taken =
    store.findUserByEmail(email) === undefined ? undefined : 'There is an account with this e-mail: sign in.';
  return emailProblem(email) ?? taken;
}

interface Entry {
  user: User;
  event: 'Signed Up' | 'Signed In';
  source?: string;
}

/** Signs somebody in; the first page then tells the collector who they are, and how they came. */
async function enter(
  c: SaasContext,
  { store, sessions, collector }: SaasDeps,
  { user, event, source }: Entry,
) {
  const { account, userId, name } = user;
  openSession(c, sessions, user).flash.events.push({
    event,
    ...(source !== undefined && { properties: { source } }),
  });
  if (event === 'Signed Up') {
    store.addMail(user, {
      subject: 'Welcome to Taskwell',
      text: `Hello ${name}, make a project, add three tasks, and invite the person you talk to most. That is all there is to it.`,
    });
    await collector.describeAccount(userId, account.accountId, {
      name: account.name,
      plan: account.plan,
      seats: account.seats,
    });
    if (account.members.length === 1 || source === 'sample') await collector.tell(userId, 'Trial Started');
  }
  return c.redirect(`${BASE}/projects`, 303);
}
