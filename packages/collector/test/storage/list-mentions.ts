import SqliteDatabase from 'better-sqlite3';

/** Where in a file's tables one of these texts stands: as a whole value, or in quotes within one. */
export function listMentions(path: string, texts: readonly string[]): string[] {
  const db = new SqliteDatabase(path, { readonly: true });
  try {
    const tables = db
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .pluck()
      .all();
    return tables.flatMap((table) =>
      db
        .prepare<[], Record<string, unknown>>(`SELECT * FROM ${table}`)
        .all()
        .flatMap(Object.entries)
        .filter(([, value]) => texts.some((text) => mentions(value, text)))
        .map(([column, value]) => `${table}.${column}: ${value}`),
    );
  } finally {
    db.close();
  }
}

function mentions(value: unknown, text: string): boolean {
  if (Buffer.isBuffer(value)) return value.equals(Buffer.from(text));
  return typeof value === 'string' && (value === text || value.includes(JSON.stringify(text)));
}
