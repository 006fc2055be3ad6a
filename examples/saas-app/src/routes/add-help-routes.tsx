import type { Hono } from 'hono';
import { HelpPage } from '../pages/help-page.tsx';
import { BASE, type SaasContext, type SaasDeps, type SaasEnv } from '../saas-env.ts';
import { createId } from '../store/create-store.ts';
import type { User } from '../store/entities.ts';
import type { RenderPage } from './create-renderer.tsx';
import { readForm } from './read-form.ts';

const ANSWERED_AFTER_MS = 20_000;
const MOST_TICKETS = 20;
const ANSWER =
  'Thank you for writing! We have seen this before: reload the page, and if it comes back, answer here. – Ada from Taskwell';

/** Tickets. Support has no one in it: whoever looks in again after a while finds an answer. */
export function addHelpRoutes(app: Hono<SaasEnv>, deps: SaasDeps, render: RenderPage): void {
  const showHelp = async (c: SaasContext, problem?: string) => {
    const session = c.get('session');
    await answerTickets(session.user, deps);
    return render(
      c,
      { title: 'Help', session, status: problem === undefined ? 200 : 400 },
      <HelpPage user={session.user} {...(problem !== undefined && { problem })} />,
    );
  };
  app.get('/help', (c) => showHelp(c));
  app.post('/help', async (c) => {
    const { values, problem } = await readForm(c, { subject: 80, text: 2000 });
    if (problem !== undefined) return showHelp(c, problem);
    const { user, flash } = c.get('session');
    const ticketId = createId('tic');
    user.tickets.unshift({ ticketId, at: deps.store.now(), ...values });
    user.tickets.splice(MOST_TICKETS);
    flash.notice = 'Your ticket has arrived.';
    flash.events.push({ event: 'Support Ticket Created', properties: { ticketId } });
    return c.redirect(`${BASE}/help`, 303);
  });
}

async function answerTickets({ userId, tickets }: User, { store, collector }: SaasDeps): Promise<void> {
  for (const ticket of tickets) {
    if (ticket.answer !== undefined || store.now() - ticket.at < ANSWERED_AFTER_MS) continue;
    ticket.answer = ANSWER;
    await collector.tell(userId, 'Ticket Answered', { ticketId: ticket.ticketId });
  }
}
