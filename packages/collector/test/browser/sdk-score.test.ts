import type { Page } from 'playwright-core';
import { expect, it, vi } from 'vitest';
import { makeUserToken } from '../../src/access/user-token.ts';
import { DAY_MS, openCollector } from '../http/open-collector.ts';
import { type ArdentInPage, describeApp, serveApp, USER, visit } from './sdk-app.ts';

declare const ardent: ArdentInPage;

type Score = Awaited<ReturnType<ArdentInPage['score']>>;
/** Where the page keeps what it was called back with. */
interface ScoredWindow {
  heard: Score[];
  unsubscribe(): void;
}

const score = (page: Page) => page.evaluate(() => ardent.score());
const heard = (page: Page) => page.evaluate(() => (window as unknown as ScoredWindow).heard);
const track = (page: Page, ...events: string[]) =>
  page.evaluate((names) => {
    for (const name of names) void ardent.track(name);
    return ardent.flush();
  }, events);

describeApp("the page's own user", (openContext) => {
  /** A page of a collector that has a token secret, and a token for the user. */
  async function open() {
    const collector = await openCollector();
    const { keyId } = await collector.control.putKey({
      projectId: 'default',
      replaces: 'none',
      kind: 'token',
      key: 'ts_secret',
      change: { actor: 'test', at: collector.clock.now },
    });
    const { url: collectorUrl } = await collector.start();
    const expiresAt = collector.clock.now + 2 * DAY_MS;
    const page = await visit(await openContext(), await serveApp(collectorUrl));
    const identify = async (tokenOf: string) => {
      const userToken = makeUserToken({ keyId, secret: 'ts_secret' }, { userId: tokenOf, expiresAt });
      await page.evaluate((given) => ardent.identify(given.user, {}, given), { user: USER, userToken });
      await page.evaluate(() => ardent.flush());
    };
    const stored = async () => {
      const { body } = await collector.read<NonNullable<Score>>(`/v1/profiles/${USER}/score`);
      return { rounded: body.rounded, band: body.band };
    };
    return { collector, page, identify, stored };
  }

  it('has no score in the page without a user token, nor with that of another', async () => {
    const { page, identify } = await open();
    await page.evaluate((user) => ardent.identify(user), USER);
    await track(page, 'Report Viewed');
    expect(await score(page)).toBeUndefined();
    await identify('ben');
    expect(await score(page)).toBeUndefined();
  });

  it('has it with their token, hears of each change, and no more once unsubscribed', async () => {
    const { collector, page, identify, stored } = await open();
    await identify(USER);
    await track(page, 'Report Viewed');
    const before = await stored();
    expect(await score(page)).toEqual(before);
    await page.evaluate(() => {
      const scored = window as unknown as ScoredWindow;
      scored.heard = [];
      scored.unsubscribe = ardent.onScore((current) => scored.heard.push(current));
    });
    await vi.waitFor(async () => expect(await heard(page)).toEqual([before]), 20_000);
    collector.clock.now += DAY_MS;
    await track(page, 'Report Viewed');
    const after = await stored();
    expect(after.rounded).not.toBe(before.rounded);
    await vi.waitFor(async () => expect((await heard(page)).at(-1)).toEqual(after), 20_000);
    const calls = (await heard(page)).length;
    await page.evaluate(() => (window as unknown as ScoredWindow).unsubscribe());
    await track(page, 'Report Exported');
    // The score that is asked for here is that which a callback would have been given.
    expect(await score(page)).toEqual(await stored());
    expect(await heard(page)).toHaveLength(calls);
  });
});
