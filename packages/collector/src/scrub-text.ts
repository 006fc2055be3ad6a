// Word by word: what belongs to a person or opens a door, wherever an error message quotes it.
const PATTERNS: readonly [pattern: RegExp, replacement: string][] = [
  [/[^\s@"'<>(),;:/]{1,64}@[^\s@"'<>(),;:/]{1,253}\.\p{L}{2,}/gu, '[e-mail]'],
  [/\b(?:wk|sk|ts)_[\w-]{6,}/g, '[key]'],
  [/\bv1\.[\w-]+\.\d+\.[\w-]{20,}/g, '[token]'],
  [/(?:Bearer|Basic)\s+[\w+/=.:-]+/gi, '[credentials]'],
  [/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, '[address]'],
];

/** A text without what looks like an e-mail address, a key, a user token, credentials or a network address. */
export function scrubText(text: string): string {
  return PATTERNS.reduce((scrubbed, [pattern, replacement]) => scrubbed.replace(pattern, replacement), text);
}
