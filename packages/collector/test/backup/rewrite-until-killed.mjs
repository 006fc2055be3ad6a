import SqliteDatabase from 'better-sqlite3';

// Rows of a page each, of which each transaction gives the same new number to two: the next one from the start and the
// next one from the end. As little as can be stays in the write-ahead log, so that the file itself changes all the time,
// until the process is killed.
const [, , path, rowCount] = process.argv;
const rows = Number(rowCount);
const database = new SqliteDatabase(path);
database.pragma('journal_mode = WAL');
database.pragma('synchronous = OFF');
database.pragma('wal_autocheckpoint = 1');
database.exec('CREATE TABLE page (id INTEGER PRIMARY KEY, number INTEGER NOT NULL, rest BLOB NOT NULL)');
const add = database.prepare('INSERT INTO page (id, number, rest) VALUES (?, 0, zeroblob(3900))');
database.transaction(() => {
  for (let id = 1; id <= rows; id++) add.run(id);
})();
const change = database.prepare('UPDATE page SET number = ? WHERE id IN (?, ?)');
for (let number = 1; ; number++) {
  const id = 1 + (number % (rows / 2));
  change.run(number, id, rows + 1 - id);
}
