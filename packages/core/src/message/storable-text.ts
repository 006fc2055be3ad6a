/**
 * Whether a text comes back from any store as it went in. NUL ends a text in SQLite's own functions, and half a
 * surrogate pair has no UTF-8 form, so that two different texts could become one.
 */
export function isStorableText(text: string): boolean {
  // A loop beats a regular expression on the short strings that messages are made of.
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0) return false;
    if ((unit & 0xf800) === 0xd800) {
      const isPair = unit < 0xdc00 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00;
      if (!isPair) return false;
      i++;
    }
  }
  return true;
}

/** The text with every NUL and half surrogate pair replaced by U+FFFD. */
export function toStorableText(text: string): string {
  return isStorableText(text) ? text : text.replace(/\p{Surrogate}/gu, '\ufffd').replaceAll('\0', '\ufffd');
}
