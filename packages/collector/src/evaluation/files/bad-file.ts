import { basename } from 'node:path';
import { CollectorError } from '../../collector-error.ts';

/** Where something is wrong in a file that an analyst gave. */
export interface FilePlace {
  path: string;
  /** From 1 on; the header is line 1. */
  line?: number;
  field?: string;
}

/** The error for a file whose content cannot be used: it names file, line, field and value, and says what to do. */
export function badFile({ path, line, field }: FilePlace, problem: string, hint: string): CollectorError {
  const place = line === undefined ? basename(path) : `${basename(path)}, line ${line}`;
  const subject = field === undefined ? '' : `${field} `;
  return new CollectorError({ code: 'bad_file', message: `${place}: ${subject}${problem}`, hint });
}

const SHOWN_LENGTH = 60;

/** A value of a file as an error shows it: quoted, and cut to 60 characters. */
export function quoted(value: string): string {
  return JSON.stringify(value.length > SHOWN_LENGTH ? `${value.slice(0, SHOWN_LENGTH)}…` : value);
}
