/** Observes events of the window and of what is in it: before others hear of them, and without a say in them. */
export function listen(types: string[], listener: (event: Event) => void): void {
  for (const type of types) addEventListener(type, listener, true);
}

/** Resolves at the first event of such a type. */
export function once(...types: string[]): Promise<unknown> {
  return new Promise((resolve) => listen(types, resolve));
}
