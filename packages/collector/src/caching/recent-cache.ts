/**
 * A map that keeps what was used lately: at least the `size` keys used last, at most twice as many. Two generations
 * instead of an order of use, because a read that is a plain look-up matters more here than which old key goes first.
 */
export class RecentCache<Key, Value> {
  private readonly size: number;
  private recent = new Map<Key, Value>();
  private former = new Map<Key, Value>();

  constructor(size: number) {
    this.size = size;
  }

  get(key: Key): Value | undefined {
    const value = this.recent.get(key);
    if (value !== undefined) return value;
    const old = this.former.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: Key, value: Value): void {
    if (this.recent.size >= this.size && !this.recent.has(key)) {
      this.former = this.recent;
      this.recent = new Map();
    }
    this.recent.set(key, value);
  }

  delete(key: Key): void {
    this.recent.delete(key);
    this.former.delete(key);
  }

  clear(): void {
    this.recent.clear();
    this.former.clear();
  }
}
