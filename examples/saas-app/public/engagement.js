const HEALTHY = 71;

/** Shows the person's own score as a badge, and lets the check-list go when they have found their way. */
export function showEngagement() {
  ardent.onScore(({ rounded, band }) => {
    const badge = document.getElementById('score-badge');
    badge.textContent = `Engagement ${rounded}`;
    badge.className = `badge band-${band}`;
    badge.hidden = false;
    const checklist = document.getElementById('checklist');
    if (checklist) adaptChecklist(checklist, rounded);
  });
}

function adaptChecklist(checklist, rounded) {
  const line = document.getElementById('checklist-score');
  checklist.classList.toggle('is-settled', rounded >= HEALTHY);
  const advice =
    rounded >= HEALTHY
      ? 'you have found your way.'
      : checklist.dataset.left === '0'
        ? 'all steps are done; coming back does the rest.'
        : `who passes ${HEALTHY} mostly stays, and these steps lead there.`;
  line.textContent = `Your engagement score is ${rounded}: ${advice}`;
}
