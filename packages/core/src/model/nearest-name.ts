const MOST_EDITS = 2;

/** The known name that a mistyped one most likely means: at most two edits away, and mostly the same. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const nearest = known
    .filter((candidate) => Math.abs(candidate.length - name.length) <= MOST_EDITS)
    .map((candidate) => ({ candidate, edits: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ edits, candidate }) => edits <= MOST_EDITS && edits * 2 <= candidate.length)
    .sort((a, b) => a.edits - b.edits);
  return nearest[0]?.candidate;
}

/** Levenshtein's distance, by the algorithm of R. Wagner and M. Fischer, 1974. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}
