import { expect } from 'vitest';
import type { ErasureReceipt, Tombstone, TombstoneRecord } from '../../src/storage/erasure.ts';
import type { OpenStorage } from '../storage/contract/storage-subject.ts';
import type { ReferenceErasure, ReferenceProject } from './reference-project.ts';

/** What was erased is what the reference says, and nothing names the person any more. */
export async function expectErased(
  expected: ReferenceErasure | undefined,
  receipt: ErasureReceipt | undefined,
  storage: OpenStorage,
): Promise<void> {
  expect(receipt?.erased).toEqual(expected && expect.objectContaining(expected.erased));
  if (expected === undefined || receipt === undefined) return;
  expect(receipt.erasedAt).toBe(expected.at);
  const gone = await namesOfNobody(expected, storage);
  expect(await storage.listTraces(gone)).toEqual([]);
}

/** Numbers of people who were erased are never given again. */
export async function expectUnknown(
  profileIds: Iterable<ErasureReceipt['profileId']>,
  { reader }: OpenStorage,
): Promise<void> {
  for (const profileId of profileIds) expect(await reader.findProfile({ profileId })).toBeUndefined();
}

/** The ids, but for those that are also somebody else's id of the other kind. */
async function namesOfNobody({ ids }: ReferenceErasure, { reader }: OpenStorage): Promise<string[]> {
  const gone: string[] = [];
  for (const { kind, id } of ids) {
    const own = kind === 'user' ? { userId: id } : { anonymousId: id };
    const other = kind === 'user' ? { anonymousId: id } : { userId: id };
    expect(await reader.findProfile(own), `${kind} ${id}`).toBeUndefined();
    if ((await reader.findProfile(other)) === undefined) gone.push(id);
  }
  return gone;
}

/** What is quarantined is what the reference rejected, for the same reasons. */
export async function expectSameQuarantine(
  { quarantine }: ReferenceProject,
  { reader }: OpenStorage,
): Promise<void> {
  const stored = await reader.listRejected({}, { limit: 1_000 });
  const expected = quarantine.list.map(({ received: { raw }, code }) => ({ code, raw }));
  const sorted = (all: { code: string; raw: unknown }[]) => all.map((one) => JSON.stringify(one)).sort();
  expect(sorted(stored.map(({ code, raw }) => ({ code, raw })))).toEqual(sorted(expected));
}

/** A record outside the project that lasts as long as the test. */
export function createMemoryRecord(): TombstoneRecord {
  const instants = new Map<string, number>();
  return {
    list: () => [...instants].map(([idHash, erasedAt]): Tombstone => ({ idHash, erasedAt })),
    add(tombstones) {
      for (const { idHash, erasedAt } of tombstones) instants.set(idHash, erasedAt);
    },
    audit: () => undefined,
  };
}
