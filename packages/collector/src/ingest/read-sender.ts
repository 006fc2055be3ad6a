import bowser from 'bowser';
import { createIsbotFromList, list } from 'isbot';
import { RecentCache } from '../caching/recent-cache.ts';

/** What a user agent tells: the agent itself is dropped. */
export interface Sender {
  isBot: boolean;
  /** `desktop`, `mobile`, `tablet`, `tv`. */
  device?: string;
  browser?: string;
  os?: string;
}

// Headless browsers are mostly their owner's own tests of the product, logged in as somebody.
const isOnBotList = createIsbotFromList(list.filter((pattern) => pattern !== 'headless'));
const BROWSER = /^(?:Mozilla|Opera)\//;
const CRAWLER = /bot|crawl|spider|slurp|https?:\/\//i;
const REMEMBERED = 2_000;
const LONGEST_AGENT = 1_000;

/** Reads user agents and remembers the last few thousand. */
export function createSenderReader(): (userAgent: string) => Sender {
  const senders = new RecentCache<string, Sender>(REMEMBERED);
  return (userAgent) => {
    const agent = userAgent.slice(0, LONGEST_AGENT);
    const known = senders.get(agent);
    if (known !== undefined) return known;
    const sender = readSender(agent);
    senders.set(agent, sender);
    return sender;
  };
}

function readSender(agent: string): Sender {
  if (agent === '') return { isBot: false };
  // The list names the HTTP libraries of back ends, too, which send what people did.
  const isBot = (BROWSER.test(agent) || CRAWLER.test(agent)) && isOnBotList(agent);
  const { platform, browser, os } = bowser.parse(agent);
  return {
    isBot,
    ...(!isBot && platform.type && { device: platform.type }),
    ...(browser.name && { browser: browser.name }),
    ...(os.name && { os: os.name }),
  };
}
