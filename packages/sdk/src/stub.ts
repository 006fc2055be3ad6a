import type { ArdentClient, MessageOptions } from './ardent-client.ts';
import type { ArdentGlobal, WaitingCall } from './ardent-global.ts';
import { currentPage } from './current-page.ts';

const CALLS = 'track page identify group alias reset flush optIn optOut score onScore';

if (!window.ardent) {
  const q: WaitingCall[] = [];
  const queueCall =
    (method: keyof ArdentClient) =>
    (first: unknown, second: unknown, options?: MessageOptions): unknown => {
      const context = { page: currentPage(), ...options?.context };
      const result = new Promise<unknown>((resolve) => {
        q.push([method, [first, second, { timestamp: Date.now(), ...options, context }], resolve]);
      });
      return method === 'onScore'
        ? () => result.then((unsubscribe) => (unsubscribe as () => void)())
        : result;
    };
  const global: ArdentGlobal = {
    q,
    init(options) {
      global.o = options;
    },
  };
  const stubs = CALLS.split(' ').map((method) => [method, queueCall(method as keyof ArdentClient)]);
  window.ardent = Object.assign(global, Object.fromEntries(stubs));
}
