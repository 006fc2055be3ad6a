import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Profile } from '../../storage/project-storage.ts';
import { formatInstant } from '../words/format-time.ts';
import { TraitList } from './trait-list.tsx';

/** Traits, accounts and ids of a profile. */
export function ProfileFacts({
  profile,
  timeZone,
  base,
}: {
  profile: Profile;
  timeZone: string;
  /** Path of the list of profiles. */
  base: string;
}): JSX.Element {
  return (
    <aside class="card">
      <h2>Traits</h2>
      <TraitList traits={profile.traits} />
      <h2>Accounts</h2>
      <Accounts accounts={profile.accounts} base={base} />
      <h2>Identity</h2>
      <dl class="facts">
        <Fact name="userId" value={profile.userId ?? 'none: anonymous'} />
        <Fact name="profileId" value={profile.profileId} />
        <Fact name="First seen" value={formatInstant(profile.firstSeenAt, timeZone)} />
        {profile.anonymousIds.length === 0 ? null : (
          <Fact
            name={profile.anonymousIds.length === 1 ? 'anonymousId' : 'anonymousIds'}
            value={profile.anonymousIds.join(', ')}
          />
        )}
      </dl>
    </aside>
  );
}

function Accounts({ accounts, base }: { accounts: Profile['accounts']; base: string }): JSX.Element {
  if (accounts.length === 0) {
    return (
      <p class="hint">
        In no account. <code>ardent.group(groupId, traits)</code> joins one.
      </p>
    );
  }
  return (
    <ul class="plain">
      {accounts.map(({ groupId, isPrimary }) => (
        <li>
          <a href={`${base}?find=${encodeURIComponent(groupId)}`} title="Everybody of this account">
            {groupId}
          </a>
          {isPrimary ? <span class="mark">primary</span> : null}
        </li>
      ))}
    </ul>
  );
}

function Fact({ name, value }: { name: string; value: string }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
