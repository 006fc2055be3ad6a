import type { Context } from 'hono';

/** The fields of a form, trimmed; `problem` names the first one that is missing or too long. */
export interface ReadForm<Name extends string> {
  values: Record<Name, string>;
  problem?: string;
}

/** @param limits by field, the most characters it may have; each must be filled in. */
export async function readForm<Name extends string>(
  context: Context,
  limits: Record<Name, number>,
): Promise<ReadForm<Name>> {
  const body = await context.req.parseBody();
  const entries = Object.entries<number>(limits).map(([name, limit]) => {
    const value = body[name];
    return { name, limit, value: typeof value === 'string' ? value.trim() : '' };
  });
  const values = Object.fromEntries(entries.map(({ name, value }) => [name, value])) as Record<Name, string>;
  const wrong = entries.find(({ value, limit }) => value === '' || value.length > limit);
  if (wrong === undefined) return { values };
  const got = wrong.value === '' ? 'nothing' : `${wrong.value.length} characters`;
  return { values, problem: `${wrong.name} must have 1 to ${wrong.limit} characters, got ${got}.` };
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** What is wrong with an address, or undefined. */
export function emailProblem(email: string): string | undefined {
  return EMAIL.test(email) ? undefined : `email must be an address such as sam@example.com, got "${email}".`;
}
