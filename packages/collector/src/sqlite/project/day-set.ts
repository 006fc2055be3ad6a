/** A set of days as a bitmap from its first day on: what a profile row keeps of the days that have rows. */
export class DaySet {
  private from: number;
  private bits: Uint8Array;

  /** An empty set, or the one that `toBlob` and `firstDay` were stored from. */
  constructor(firstDay = 0, blob: Uint8Array = new Uint8Array(0)) {
    this.from = firstDay;
    this.bits = blob;
  }

  /** The day of the bitmap's first bit. */
  get firstDay(): number {
    return this.from;
  }

  /** The bitmap; its length is a whole number of bytes. */
  toBlob(): Buffer {
    return Buffer.from(this.bits.buffer, this.bits.byteOffset, this.bits.byteLength);
  }

  has(day: number): boolean {
    const index = day - this.from;
    return index >= 0 && ((this.bits[index >> 3] ?? 0) & (1 << (index & 7))) !== 0;
  }

  /** Whether the day was not in the set before. */
  add(day: number): boolean {
    if (this.has(day)) return false;
    this.makeRoomFor(day);
    const index = day - this.from;
    this.bits[index >> 3] = (this.bits[index >> 3] ?? 0) | (1 << (index & 7));
    return true;
  }

  addAll(other: DaySet): void {
    for (const day of other.list()) this.add(day);
  }

  /** The days from `from` to `to`, both included, ascending. */
  list(from: number = -Infinity, to: number = Infinity): number[] {
    const days: number[] = [];
    const last = Math.min(to, this.from + this.bits.length * 8 - 1);
    for (let day = Math.max(from, this.from); day <= last; day++) if (this.has(day)) days.push(day);
    return days;
  }

  private makeRoomFor(day: number): void {
    if (this.bits.length === 0) this.from = day;
    const bytesBefore = Math.max(0, Math.ceil((this.from - day) / 8));
    const size = Math.max(this.bits.length + bytesBefore, ((day - this.from) >> 3) + 1);
    if (size === this.bits.length) return;
    const bits = new Uint8Array(size);
    bits.set(this.bits, bytesBefore);
    this.from -= bytesBefore * 8;
    this.bits = bits;
  }
}
