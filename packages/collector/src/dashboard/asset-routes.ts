import { readFileSync } from 'node:fs';
import { Hono } from 'hono';

const STYLE_SHEETS = ['tokens.css', 'frame.css', 'controls.css', 'score.css', 'tables.css', 'timeline.css'];
const CACHE = 'public, max-age=300';

/** The pages' one style sheet and their icon; both are public. */
export function createAssetRoutes(): Hono {
  const styles = STYLE_SHEETS.map(readAsset).join('\n');
  const icon = readAsset('icon.svg');
  const app = new Hono();
  app.get('/dashboard.css', (context) =>
    context.body(styles, 200, { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': CACHE }),
  );
  app.get('/dashboard.svg', (context) =>
    context.body(icon, 200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': CACHE }),
  );
  return app;
}

function readAsset(name: string): string {
  return readFileSync(new URL(`../../assets/${name}`, import.meta.url), 'utf8');
}
