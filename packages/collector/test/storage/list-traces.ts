import SqliteDatabase, { type Database } from 'better-sqlite3';

/**
 * Where in a file's tables one of these texts stands, as a whole value or in quotes within one; and rows of people whom
 * there are no more.
 */
export function listTraces(path: string, texts: readonly string[]): string[] {
  const db = new SqliteDatabase(path, { readonly: true });
  try {
    const tables = db
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .pluck()
      .all();
    return tables.flatMap((table) => [...listMentions(db, table, texts), ...listOrphans(db, table)]);
  } finally {
    db.close();
  }
}

function listMentions(db: Database, table: string, texts: readonly string[]): string[] {
  return db
    .prepare<[], Record<string, unknown>>(`SELECT * FROM ${table}`)
    .all()
    .flatMap(Object.entries)
    .filter(([, value]) => texts.some((text) => mentions(value, text)))
    .map(([column, value]) => `${table}.${column}: ${value}`);
}

function mentions(value: unknown, text: string): boolean {
  if (Buffer.isBuffer(value)) return value.equals(Buffer.from(text));
  return typeof value === 'string' && (value === text || value.includes(JSON.stringify(text)));
}

function listOrphans(db: Database, table: string): string[] {
  const columns = db.pragma(`table_info(${table})`) as { name: string }[];
  if (!columns.some(({ name }) => name === 'profile')) return [];
  return db
    .prepare<[], number>(`SELECT profile FROM ${table} WHERE profile NOT IN (SELECT id FROM profile)`)
    .pluck()
    .all()
    .map((profile) => `${table}: a row of profile ${profile}`);
}
