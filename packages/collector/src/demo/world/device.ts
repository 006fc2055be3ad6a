import type { Random } from '../random.ts';

/** A browser on somebody's desk or in a pocket; the SDK there gave it its anonymous id. */
export interface Device {
  readonly anonymousId: string;
  readonly userAgent: string;
}

const DESKTOPS = [
  {
    weight: 40,
    userAgent:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  },
  {
    weight: 25,
    userAgent:
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  },
  {
    weight: 13,
    userAgent:
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15',
  },
  {
    weight: 12,
    userAgent:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0',
  },
  { weight: 10, userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0' },
];

const PHONES = [
  {
    weight: 55,
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
  },
  {
    weight: 45,
    userAgent:
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36',
  },
];

/** A computer with one of the usual browsers. */
export function createDesktop(random: Random): Device {
  return { anonymousId: random.uuid(), userAgent: random.weighted(DESKTOPS).userAgent };
}

/** A phone, likewise. */
export function createPhone(random: Random): Device {
  return { anonymousId: random.uuid(), userAgent: random.weighted(PHONES).userAgent };
}
