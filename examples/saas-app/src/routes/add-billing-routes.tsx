import type { Hono } from 'hono';
import type { Flash } from '../auth/create-sessions.ts';
import { BillingPage, CANCEL_REASONS } from '../pages/billing-page.tsx';
import { BASE, type SaasDeps, type SaasEnv } from '../saas-env.ts';
import { createId } from '../store/create-store.ts';
import { type Plan, PRICES, type User } from '../store/entities.ts';
import type { RenderPage } from './create-renderer.tsx';
import { readForm } from './read-form.ts';

const CHANGES: Record<Plan, Record<'starter' | 'pro', string>> = {
  trial: { starter: 'Subscription Started', pro: 'Subscription Started' },
  cancelled: { starter: 'Subscription Started', pro: 'Subscription Started' },
  starter: { starter: 'Subscription Kept', pro: 'Subscription Upgraded' },
  pro: { starter: 'Subscription Downgraded', pro: 'Subscription Kept' },
};

/** Plans, invoices and the way out. */
export function addBillingRoutes(app: Hono<SaasEnv>, deps: SaasDeps, render: RenderPage): void {
  app.get('/billing', (c) => {
    const session = c.get('session');
    const page = <BillingPage account={session.user.account} now={deps.store.now()} />;
    return render(c, { title: 'Billing', session }, page);
  });
  app.post('/billing/plan', async (c) => {
    const { plan } = (await readForm(c, { plan: 20 })).values;
    const { user, flash } = c.get('session');
    if ((plan === 'starter' || plan === 'pro') && plan !== user.account.plan) {
      changePlan(user, plan, flash);
      await sendInvoice(user, plan, deps);
    }
    return c.redirect(`${BASE}/billing`, 303);
  });
  app.post('/billing/cancel', async (c) => {
    const { reason } = (await readForm(c, { reason: 40 })).values;
    const { user, flash } = c.get('session');
    const { plan } = user.account;
    if (plan === 'starter' || plan === 'pro') {
      user.account.plan = 'cancelled';
      flash.notice = 'Your subscription is cancelled. We would love to see you again.';
      const known = CANCEL_REASONS.includes(reason) ? reason : 'Other';
      flash.events.push({ event: 'Subscription Cancelled', properties: { plan, reason: known } });
      await describeAccount(user, deps);
    }
    return c.redirect(`${BASE}/billing`, 303);
  });
}

function changePlan({ account }: User, plan: 'starter' | 'pro', flash: Flash): void {
  const event = CHANGES[account.plan][plan];
  flash.notice = `You are on ${plan === 'pro' ? 'Pro' : 'Starter'} now.`;
  flash.events.push({ event, properties: { from: account.plan, to: plan, price: PRICES[plan] } });
  account.plan = plan;
}

/** What a payment provider would call back about. */
async function sendInvoice(user: User, plan: 'starter' | 'pro', deps: SaasDeps): Promise<void> {
  const { store, collector } = deps;
  const { seats, invoices } = user.account;
  const amount = seats * PRICES[plan];
  invoices.unshift({ invoiceId: createId('in'), amount, seats, at: store.now() });
  invoices.splice(24);
  store.addMail(user, { subject: 'Your invoice', text: `€${amount} for ${seats} seats. Paid, thank you.` });
  await collector.tell(user.userId, 'Invoice Paid', { amount, currency: 'EUR', seats });
  await describeAccount(user, deps);
}

function describeAccount({ userId, account }: User, { collector }: SaasDeps): Promise<void> {
  const { accountId, name, plan, seats } = account;
  return collector.describeAccount(userId, accountId, { name, plan, seats });
}
