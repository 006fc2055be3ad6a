import type { TestCollector } from './open-collector.ts';

/**
 * All rows of a list, page by page; `path` has a query already.
 *
 * @throws Error for a cursor that comes twice: a list without end would hold up even the test's time limit.
 */
export async function readPages<Row>({ read }: Pick<TestCollector, 'read'>, path: string): Promise<Row[]> {
  const rows: Row[] = [];
  const cursors = new Set<string>();
  for (let suffix = ''; ; ) {
    const { body } = await read<{ data: Row[]; nextCursor: string | null }>(path + suffix);
    rows.push(...body.data);
    if (body.nextCursor === null) return rows;
    if (cursors.has(body.nextCursor)) throw new Error(`${path}: cursor ${body.nextCursor} came twice`);
    cursors.add(body.nextCursor);
    suffix = `&cursor=${body.nextCursor}`;
  }
}
