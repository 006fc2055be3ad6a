import { expect, it } from 'vitest';
import { SECRET_KEY } from '../http/open-collector.ts';
import { type ArdentInPage, describeApp, expectOnce, listActed, startApp, visit } from './sdk-app.ts';

declare const ardent: ArdentInPage;

describeApp('what is more than the collector takes is shortened, and stored', (openContext) => {
  it('lists, texts, keys and nesting, of whatever characters', async () => {
    const app = await startApp();
    const page = await visit(await openContext(), app.url);
    const count = await page.evaluate(async () => {
      const list = (length: number, item: unknown = null) => Array.from({ length }, () => item);
      const nest = (depth: number): unknown => (depth ? { deeper: nest(depth - 1) } : 'deep');
      const large: unknown[] = [
        list(14_000, 1),
        list(14_000),
        list(200_000, { sku: 'a', price: 10 }),
        new Array(1_000_000_000),
        list(300, list(300, '\u0000')),
        '\u0000'.repeat(100_000),
        'é"\\'.repeat(5_000_000),
        Object.fromEntries(list(5_000).map((_, n) => [`key ${n}`, n])),
        Object.fromEntries(list(50).map((_, n) => [`${n}`.repeat(10_000), n])),
        nest(500),
        'below all bounds',
      ];
      void ardent.identify('anna', { everything: large });
      for (const [n, value] of large.entries()) void ardent.track('Acted', { n, of: 'anna', value });
      await ardent.flush();
      return large.length;
    });
    await expectOnce(
      app,
      Array.from({ length: count }, (_, n) => n),
    );
    const values = (await listActed(app)).toReversed().map(({ properties }) => properties['value']);
    expect(values).toContainEqual(Array.from({ length: 250 }, () => 1));
    expect(values).toContainEqual(expect.stringMatching(/^(?:é"\\){2500,}/));
    expect(values).toContain('below all bounds');
    const rejected = await fetch(`${app.collectorUrl}/v1/rejected`, {
      headers: { authorization: `Bearer ${SECRET_KEY}` },
    });
    expect(await rejected.json()).toMatchObject({ data: [] });
  });
});
