const URL_PARTS = /^(?:[a-z][a-z0-9+.-]*:)?\/\/([^/?#\\]*)([^?#]*)/i;
const HOST = /^[^\s/?#@\\$]+$/;

/** Path of an absolute URL, `/` where it has none; undefined for what is no absolute URL. Queries are left out. */
export function pathOfUrl(url: string): string | undefined {
  const parts = URL_PARTS.exec(url);
  return parts === null ? undefined : parts[2] || '/';
}

/** Host of a URL or of a text that begins with a host, lower case, with its port, without credentials. */
export function hostOfUrl(url: string): string | undefined {
  const authority = URL_PARTS.exec(url)?.[1] ?? url.split(/[/?#]/, 1)[0] ?? '';
  const host = authority.slice(authority.lastIndexOf('@') + 1).toLowerCase();
  return HOST.test(host) ? host : undefined;
}
