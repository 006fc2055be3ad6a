/** A key as people read it: `churn_risk` is `Churn risk`. */
export function plainLabel(key: string): string {
  const words = key.replaceAll(/[_-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
