// The collector takes 300 keys, texts of 16,384 characters and 64 KiB in one message. A character takes six bytes there
// at most, so that whatever fits here fits there: 250 keys with values, or that many values of a list.
const ROOM = 9_000;
const ROOM_PER_VALUE = 18;
const MOST_ITEMS = 250;
const MAX_DEPTH = 8;

interface Revived {
  toJSON(): unknown;
}

/**
 * A copy of whatever a page hands over, that JSON.stringify can write: dates are ISO texts and big integers texts; DOM
 * nodes and cycles are left out. Past 250 keys or items, or 9,000 characters, the rest is cut.
 *
 * @throws whatever a getter or a toJSON in it throws.
 */
export function toJson(value: object): unknown {
  let room = ROOM;
  const ancestors: unknown[] = [];

  const copy = (given: unknown): unknown => {
    room -= ROOM_PER_VALUE;
    let source: unknown = (given as Revived)?.toJSON ? (given as Revived).toJSON() : given;
    if (room < 0) return;
    if (typeof source === 'string' || typeof source === 'bigint') {
      source = `${source}`.slice(0, room);
      room -= (source as string).length;
    }
    return source && typeof source === 'object' ? copyObject(source) : source;
  };

  const copyObject = (source: object): unknown => {
    if (source instanceof EventTarget || ancestors[MAX_DEPTH] || ancestors.includes(source)) return;
    ancestors.push(source);
    const result = Array.isArray(source)
      ? source.slice(0, MOST_ITEMS).map(copy)
      : // Where a key is cut, there is no room for its value either, and JSON leaves it out.
        Object.fromEntries(Object.entries(source).map((entry) => entry.map(copy) as [string, unknown]));
    ancestors.pop();
    return result;
  };

  return copy(value);
}
