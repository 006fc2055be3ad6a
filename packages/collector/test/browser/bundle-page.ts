import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

/** A page's script with the client it imports, in one file, as an app's bundler makes it. */
export async function bundlePage(
  name: 'segment' | 'segment-batch' | 'rudderstack' | 'rudderstack-beacon',
): Promise<string> {
  const bundle = await rolldown({
    input: fileURLToPath(new URL(`./pages/${name}-page.ts`, import.meta.url)),
    platform: 'browser',
    logLevel: 'silent',
  });
  const { output } = await bundle.generate({ format: 'iife', codeSplitting: false });
  await bundle.close();
  return output[0].code;
}

/** A page that loads a client's script, pointed at a collector. */
export function toHtml(script: string, collector: { url: string; writeKey: string }): string {
  return `<!doctype html><title>Shop</title><h1>Shop</h1>
    <script>window.collector = ${JSON.stringify(collector)}</script>
    <script>${script.replaceAll('</script', '<\\/script')}</script>`;
}
