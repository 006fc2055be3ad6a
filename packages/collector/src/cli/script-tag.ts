/** What a customer pastes into pages. */
export function scriptTag(url: string, writeKey: string): string {
  const key = writeKey.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return `<script async src="${url}/ardent.js" data-write-key="${key}"></script>`;
}
