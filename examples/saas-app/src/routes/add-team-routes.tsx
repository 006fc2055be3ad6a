import type { Hono } from 'hono';
import { TeamPage } from '../pages/team-page.tsx';
import { BASE, type SaasContext, type SaasDeps, type SaasEnv } from '../saas-env.ts';
import { createId } from '../store/create-store.ts';
import type { RenderPage } from './create-renderer.tsx';
import { emailProblem, readForm } from './read-form.ts';

const MOST_INVITES = 20;

/** Who is in the company, and invitations. */
export function addTeamRoutes(app: Hono<SaasEnv>, { store }: SaasDeps, render: RenderPage): void {
  const showTeam = (c: SaasContext, problem?: string) => {
    const session = c.get('session');
    const { account } = session.user;
    return render(
      c,
      { title: 'Team', session, status: problem === undefined ? 200 : 400 },
      <TeamPage account={account} {...(problem !== undefined && { problem })} />,
    );
  };
  app.get('/team', (c) => showTeam(c));
  app.post('/team/invites', async (c) => {
    const { values, problem } = await readForm(c, { email: 200 });
    const { user, flash } = c.get('session');
    const { invites } = user.account;
    const wrong = problem ?? emailProblem(values.email);
    if (wrong !== undefined) return showTeam(c, wrong);
    if (invites.length >= MOST_INVITES) return showTeam(c, 'Twenty invitations are open already.');
    invites.push({ inviteId: createId('inv'), email: values.email, at: store.now() });
    flash.notice = `${values.email} has an invitation.`;
    flash.events.push({ event: 'Invite Sent', properties: { role: 'member' } });
    return c.redirect(`${BASE}/team`, 303);
  });
}
