import type { JSX } from 'hono/jsx/jsx-runtime';
import type { ProfileView } from '../pages/profile-page.tsx';
import { displayDetail, displayName } from '../words/display-name.ts';
import { formatAgo } from '../words/format-time.ts';

/** Who this is, and when they were last seen. */
export function ProfileHead({
  view: { place, profile, isOlder, nowMs },
}: {
  view: ProfileView;
}): JSX.Element {
  const detail = displayDetail(profile);
  const seen =
    profile.lastSeenAt === null ? 'never active' : `last seen ${formatAgo(profile.lastSeenAt, nowMs)}`;
  const list = `/projects/${encodeURIComponent(place.projectId)}`;
  return (
    <header class="page-head profile-head">
      <div>
        <p class="crumbs">
          <a href={list}>Profiles</a>
          {isOlder ? (
            <a href={`${list}/profiles/${encodeURIComponent(profile.profileId)}`}>Score and newest events</a>
          ) : null}
        </p>
        <h1>{displayName(profile)}</h1>
        <p class="hint">
          {[detail, profile.userId === null ? 'anonymous' : undefined, seen].filter(Boolean).join(' · ')}
        </p>
      </div>
      {profile.isUnmeasured ? (
        <span class="pill tone-dormant" title="This person opted out: in no list, band or audience">
          Unmeasured
        </span>
      ) : null}
    </header>
  );
}
