import Papa from 'papaparse';
import { badFile, quoted } from './bad-file.ts';
import { openText } from './open-text.ts';

export interface CsvColumns {
  required: readonly string[];
  optional?: readonly string[];
}

/**
 * Reads a CSV file (RFC 4180, UTF-8, plain or gzip) with a header, a piece at a time. Columns may come in any order.
 *
 * @param onRow gets each row's fields in the order of `required`, then of those `optional` columns that the file has, and
 * the row's line, the header's being 1.
 * @throws CollectorError `bad_file` for a header with missing, unknown or repeated columns, and for a row with more or
 * fewer fields than the header, or with quotes that don't close on their line.
 */
export async function readCsv(
  path: string,
  columns: CsvColumns,
  onRow: (fields: readonly string[], line: number) => void,
): Promise<void> {
  let order: number[] | undefined;
  let line = 0;
  for await (const text of wholeLines(path)) {
    const { data, errors } = Papa.parse<string[]>(text, { delimiter: ',', newline: '\n' });
    const [error] = errors;
    if (error !== undefined) {
      const place = { path, line: line + 1 + (error.row ?? 0) };
      throw badFile(
        place,
        `has quotes that do not close: ${error.message}`,
        'quote a field as "a ""b"" c", on one line',
      );
    }
    for (const fields of data) {
      line++;
      if (fields.length === 1 && fields[0] === '') continue;
      if (order === undefined) {
        order = columnOrder(path, fields, columns);
        continue;
      }
      if (fields.length !== order.length) {
        const problem = `has ${fields.length} fields, the header has ${order.length}`;
        throw badFile({ path, line }, problem, 'put a field that holds a comma into quotes');
      }
      onRow(isAscending(order) ? fields : order.map((place) => fields[place] ?? ''), line);
    }
  }
  if (order === undefined) columnOrder(path, [], columns);
}

/** The text in pieces that end where a line ends, without that last line break, a byte order mark, or carriage returns. */
async function* wholeLines(path: string): AsyncGenerator<string> {
  let rest = '';
  let isFirst = true;
  for await (const piece of openText(path)) {
    const text = rest + (isFirst ? piece.replace(/^\uFEFF/, '') : piece);
    isFirst = false;
    const end = text.lastIndexOf('\n');
    rest = text.slice(end + 1);
    if (end >= 0) yield withoutReturns(text.slice(0, end));
  }
  if (rest !== '') yield withoutReturns(rest);
}

function withoutReturns(text: string): string {
  return text.includes('\r') ? text.replace(/\r(?=\n|$)/g, '') : text;
}

/** For each wanted column that the file has, its place in a row. */
function columnOrder(path: string, header: readonly string[], columns: CsvColumns): number[] {
  const known = [...columns.required, ...(columns.optional ?? [])];
  const hint = `the header must be ${columns.required.join(',')}${columns.optional === undefined ? '' : `, optionally with ${columns.optional.join(',')}`}`;
  const place = { path, line: 1 };
  const missing = columns.required.find((name) => !header.includes(name));
  if (missing !== undefined) throw badFile(place, `the header has no column ${missing}`, hint);
  const unknown = header.find((name, i) => !known.includes(name) || header.indexOf(name) < i);
  if (unknown !== undefined) throw badFile(place, `unknown or repeated column ${quoted(unknown)}`, hint);
  return known.flatMap((name) => (header.includes(name) ? [header.indexOf(name)] : []));
}

function isAscending(order: readonly number[]): boolean {
  return order.every((place, i) => place === i);
}
