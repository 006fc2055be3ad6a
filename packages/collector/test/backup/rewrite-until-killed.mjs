import SqliteDatabase from 'better-sqlite3';

// Rows of a page each that all hold the same number, raised in one transaction after the other, with as little as can be
// left in the write-ahead log, until the process is killed. Says each number once it is committed.
const [, , path, rows] = process.argv;
const database = new SqliteDatabase(path);
database.pragma('journal_mode = WAL');
database.pragma('synchronous = OFF');
database.pragma('wal_autocheckpoint = 1');
database.exec('CREATE TABLE page (id INTEGER PRIMARY KEY, number INTEGER NOT NULL, rest BLOB NOT NULL)');
const add = database.prepare('INSERT INTO page (number, rest) VALUES (0, zeroblob(3900))');
database.transaction(() => {
  for (let row = 0; row < Number(rows); row++) add.run();
})();
const raise = database.prepare('UPDATE page SET number = ?');
for (let number = 1; ; number++) {
  raise.run(number);
  process.stdout.write(`${number}\n`);
}
