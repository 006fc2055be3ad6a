import { useScore } from '@ardent/sdk/react';
import type { ReactElement } from 'react';

/** The person's own score; nothing as long as it isn't known. */
export function ScoreBadge(): ReactElement | null {
  const score = useScore();
  if (score === undefined) return null;
  return <output>{`Engagement ${score.rounded}`}</output>;
}
