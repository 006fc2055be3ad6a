import type { Child } from 'hono/jsx';
import { BASE } from '../saas-env.ts';
import { type Account, PRICES } from '../store/entities.ts';

export const CANCEL_REASONS: readonly string[] = [
  'Too expensive',
  'Missing features',
  'Not used enough',
  'Switched to another tool',
];

const PLANS = [
  { plan: 'starter', name: 'Starter', text: 'Boards, comments and reports for a small team.' },
  { plan: 'pro', name: 'Pro', text: 'Everything in Starter, timelines and priority support.' },
] as const;

/** What is paid for: plans, invoices, and the way out. */
export function BillingPage({ account, now }: { account: Account; now: number }): Child {
  return (
    <>
      <h1>Billing</h1>
      <p>{describePlan(account, now)}</p>
      <section class="cards">
        {PLANS.map(({ plan, name, text }) => (
          <form class="card" method="post" action={`${BASE}/billing/plan`}>
            <h2>{name}</h2>
            <p>{text}</p>
            <p class="price">
              <strong>{`€${PRICES[plan]}`}</strong> a seat and month
            </p>
            <input type="hidden" name="plan" value={plan} />
            <button
              type="submit"
              class={account.plan === plan ? 'soft' : ''}
              disabled={account.plan === plan}
              data-ardent-event="Plan Chosen"
              data-ardent-prop-plan={plan}
            >
              {account.plan === plan ? 'Your plan' : `Choose ${name}`}
            </button>
          </form>
        ))}
      </section>
      <Invoices account={account} />
      {(account.plan === 'starter' || account.plan === 'pro') && <CancelForm />}
    </>
  );
}

function describePlan({ plan, trialEndsAt, seats }: Account, now: number): string {
  if (plan === 'trial') {
    const days = Math.max(0, Math.ceil((trialEndsAt - now) / 86_400_000));
    return `You are trying Taskwell: ${days} days are left. No card is asked for, here or ever.`;
  }
  if (plan === 'cancelled') return 'Your subscription is cancelled. Choose a plan to come back.';
  return `${seats} seats, €${seats * PRICES[plan]} a month.`;
}

function Invoices({ account }: { account: Account }): Child {
  if (account.invoices.length === 0) return null;
  return (
    <>
      <h2>Invoices</h2>
      <ul class="rows">
        {account.invoices.map(({ at, amount, seats }) => (
          <li>
            <strong>{new Date(at).toISOString().slice(0, 10)}</strong>
            <span class="fine">{`${seats} seats`}</span>
            <span>{`€${amount}, paid`}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function CancelForm(): Child {
  return (
    <details class="leave">
      <summary>Cancel the subscription</summary>
      <form class="sheet inline" method="post" action={`${BASE}/billing/cancel`}>
        <label class="field">
          <span>Why?</span>
          <select name="reason">
            {CANCEL_REASONS.map((reason) => (
              <option>{reason}</option>
            ))}
          </select>
        </label>
        <button type="submit" class="danger">
          Cancel it
        </button>
      </form>
    </details>
  );
}
