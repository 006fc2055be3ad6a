import { isObject } from '../is-object.ts';
import { isStorableText } from '../message/storable-text.ts';
import { showValue } from '../show-value.ts';
import { nearestName } from './nearest-name.ts';

const KEY = /^[A-Za-z0-9][\w.-]{0,63}$/;

/** What is wrong at one place of a model: where, which value, and what to write instead. */
export interface ModelProblem {
  path: string;
  message: string;
}

/** Collects everything that is wrong with a model; reading goes on after a problem, with a value that is thrown away. */
export class ModelProblems {
  readonly list: ModelProblem[] = [];

  /** Notes that a place must hold something else. */
  add(path: string, requirement: string, got: unknown): void {
    this.list.push({ path, message: `must be ${requirement}, got ${showValue(got)}` });
  }

  /** The object at a place with none but the known keys, or undefined with a problem noted. */
  readObject<Key extends string>(
    value: unknown,
    path: string,
    known: readonly Key[],
  ): { [key in Key]?: unknown } | undefined {
    if (!isObject(value)) {
      this.add(path, `an object with ${known.join(', ')}`, value);
      return undefined;
    }
    for (const key of Object.keys(value)) {
      if (!(known as readonly string[]).includes(key)) this.addUnknownKey(path, key, known);
    }
    return value as { [key in Key]?: unknown };
  }

  /** A text of 1 to `longest` characters; `''` with a problem noted for anything else. */
  readText(value: unknown, path: string, longest: number): string {
    if (
      typeof value === 'string' &&
      value.trim() !== '' &&
      value.length <= longest &&
      isStorableText(value)
    ) {
      return value;
    }
    this.add(path, `a text of 1 to ${longest} characters, valid Unicode without NUL`, value);
    return '';
  }

  /** A label that fits into addresses and files; `''` with a problem noted for anything else. */
  readKey(value: unknown, path: string): string {
    if (typeof value === 'string' && KEY.test(value)) return value;
    this.add(path, 'a label of 1 to 64 letters, digits, _, - and ., beginning with a letter or digit', value);
    return '';
  }

  private addUnknownKey(path: string, key: string, known: readonly string[]): void {
    const nearest = nearestName(key, known);
    const remedy = nearest === undefined ? `use ${known.join(', ')}` : `did you mean ${nearest}?`;
    this.list.push({ path: path === '' ? key : `${path}.${key}`, message: `is not known here: ${remedy}` });
  }
}
