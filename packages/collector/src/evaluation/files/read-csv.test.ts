import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { temporaryFiles } from '../../../test/evaluation/temporary-files.ts';
import { readCsv } from './read-csv.ts';

const columns = { required: ['user', 'count'], optional: ['group'] };

async function rowsOf(content: string | Uint8Array): Promise<[number, readonly string[]][]> {
  const pathOf = await temporaryFiles({ 'some.csv': content });
  const rows: [number, readonly string[]][] = [];
  await readCsv(pathOf('some.csv'), columns, (fields, line) => rows.push([line, [...fields]]));
  return rows;
}

const plain = [
  [2, ['ann', '1']],
  [3, ['bob', '2']],
];

describe('readCsv', () => {
  it.each([
    ['plain', 'user,count\nann,1\nbob,2\n'],
    ['without a last line break', 'user,count\nann,1\nbob,2'],
    ['with carriage returns', 'user,count\r\nann,1\r\nbob,2\r\n'],
    ['with a byte order mark', '\uFEFFuser,count\nann,1\nbob,2\n'],
    ['with quotes', '"user","count"\n"ann","1"\nbob,"2"\n'],
    ['with columns in another order', 'count,user\n1,ann\n2,bob\n'],
    ['zipped, whatever its name', gzipSync('user,count\nann,1\nbob,2\n')],
  ])('reads a file %s', async (_, content) => {
    expect(await rowsOf(content)).toEqual(plain);
  });

  it('takes commas and quotes in quoted fields, and passes over empty lines', async () => {
    expect(await rowsOf('user,count,group\n"a, ""b""",1,x\n\n c ,2,y\n')).toEqual([
      [2, ['a, "b"', '1', 'x']],
      [4, [' c ', '2', 'y']],
    ]);
  });

  it('keeps lines apart and letters whole over the edges of what is read at once', async () => {
    const lines = Array.from({ length: 60_000 }, (_, i) => `zoë-日本-${i},${i}`);
    const rows = await rowsOf(`user,count\n${lines.join('\n')}\n`);
    expect(rows.map(([, fields]) => fields.join(','))).toEqual(lines);
    expect(rows.at(-1)?.[0]).toBe(60_001);
  });

  it.each([
    ['', 'some.csv, line 1: the header has no column user'],
    ['user,day\na,1\n', 'some.csv, line 1: the header has no column count'],
    ['user,count,gruop\na,1,x\n', 'some.csv, line 1: unknown or repeated column "gruop"'],
    ['user,count,user\na,1,b\n', 'some.csv, line 1: unknown or repeated column "user"'],
    ['user,count\na,1\nb,2,3\n', 'some.csv, line 3: has 3 fields, the header has 2'],
    ['user,count\na,1\n"b,2\nc,3\n', 'some.csv, line 3: has quotes that do not close'],
  ])('refuses %j with the place', async (content, message) => {
    await expect(rowsOf(content)).rejects.toMatchObject({
      code: 'bad_file',
      message: expect.stringContaining(message),
      hint: expect.stringMatching(/./),
    });
  });

  it('says that a file cannot be opened, or is no whole gzip file', async () => {
    await expect(readCsv('/nowhere/at/all.csv', columns, () => undefined)).rejects.toMatchObject({
      code: 'file_not_found',
      message: 'cannot open /nowhere/at/all.csv',
    });
    const whole = gzipSync('user,count\n'.repeat(100));
    await expect(rowsOf(whole.subarray(0, whole.length - 12))).rejects.toMatchObject({
      code: 'bad_file',
      message: expect.stringContaining('some.csv: cannot be read'),
    });
  });
});
