import { basename } from 'node:path';
import { CollectorError } from '../../collector-error.ts';

/** Where something is wrong in a file that an analyst gave. */
export interface FilePlace {
  path: string;
  /** From 1 on; the header is line 1. */
  line?: number;
}

/** The error for a file whose content cannot be used: it names the file and the line, and says what to do. */
export function badFile({ path, line }: FilePlace, problem: string, hint: string): CollectorError {
  const place = line === undefined ? basename(path) : `${basename(path)}, line ${line}`;
  return new CollectorError({ code: 'bad_file', message: `${place}: ${problem}`, hint });
}

/** What a field must hold, and what to do about one that doesn't. */
export interface FieldRule {
  field: string;
  requirement: string;
  hint: string;
}

/** Refuses a row for one of its fields, naming the value found. */
export function failField(place: FilePlace, { field, requirement, hint }: FieldRule, value: string): never {
  throw badFile(place, `${field} must be ${requirement}, got ${quoted(value)}`, hint);
}

const SHOWN_LENGTH = 60;

/** A value of a file as an error shows it: quoted, and cut to 60 characters. */
export function quoted(value: string): string {
  return JSON.stringify(value.length > SHOWN_LENGTH ? `${value.slice(0, SHOWN_LENGTH)}…` : value);
}
