import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { App } from './app-env.ts';
import type { ApiDocument } from './openapi/api-document.ts';
import { DocsPage } from './openapi/docs-page.tsx';
import { SECURITY_HEADERS } from './security-headers.ts';

/** `/docs`: the document at `/openapi.json` as a page, whole in itself. */
export function addDocsRoute(app: App, { readDocument }: { readDocument: () => object }): void {
  const styles = ['tokens.css', 'docs.css'].map(readAsset).join('\n');
  const hash = createHash('sha256').update(styles).digest('base64');
  const headers = {
    ...SECURITY_HEADERS,
    'content-security-policy': `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; frame-ancestors 'none'`,
  };
  let page: string | undefined;
  app.get('/docs', (c) => {
    page ??= `<!doctype html>${<DocsPage document={readDocument() as ApiDocument} styles={styles} />}`;
    return c.html(page, 200, headers);
  });
}

function readAsset(name: string): string {
  return readFileSync(new URL(`../../assets/${name}`, import.meta.url), 'utf8');
}
