/** What Taskwell's back end tells the collector, with its secret key. */
export interface CollectorClient {
  /** Something that happened to a user without their doing: it never makes a day active. */
  tell(userId: string, event: string, properties?: Record<string, string | number | boolean>): Promise<void>;
  /** A company's traits; `seats` counts only from a back end. */
  describeAccount(userId: string, accountId: string, traits: Record<string, string | number>): Promise<void>;
}

export interface CollectorClientOptions {
  collectorUrl: string;
  secretKey: string;
  /** Told what could not be sent, and why: a customer's request must never fail over it. */
  onError(text: string): void;
}

const TIMEOUT_MS = 5_000;

/** A client that sends each message on its own and never rejects. */
export function createCollectorClient(options: CollectorClientOptions): CollectorClient {
  const { collectorUrl, secretKey, onError } = options;
  async function send(type: 'track' | 'group', message: object): Promise<void> {
    try {
      const response = await fetch(`${collectorUrl}/v1/${type}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          messageId: crypto.randomUUID(),
          timestamp: new Date().toISOString(),
          context: { library: { name: 'taskwell-backend', version: '1.0.0' } },
          ...message,
        }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (!response.ok) onError(`the collector answered ${response.status} to a ${type}`);
    } catch (error) {
      onError(`the collector can't be reached at ${collectorUrl}: ${String(error)}`);
    }
  }
  return {
    tell: (userId, event, properties) =>
      send('track', { userId, event, properties: { ...properties, nonInteraction: true } }),
    describeAccount: (userId, groupId, traits) => send('group', { userId, groupId, traits }),
  };
}
