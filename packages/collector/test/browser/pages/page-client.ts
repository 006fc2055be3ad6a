/** A tracking client in a page, its calls brought into one form for the tests that run in the page. */
export interface PageClient {
  page(name: string): void;
  identify(userId: string, traits: { plan: string }): void;
  group(groupId: string, traits: { industry: string }): void;
  track(event: string, properties: { n: number }): void;
  alias(userId: string): void;
}

declare global {
  interface Window {
    /** Put there by the page before the client's script runs. */
    collector?: { url: string; writeKey: string };
    client?: PageClient;
  }
}
