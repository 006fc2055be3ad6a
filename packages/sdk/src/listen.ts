/** Observes events of the window and of what is in it: before others hear of them, and without a say in them. */
export function listen(types: string[], listener: (event: Event) => void): void {
  for (const type of types) addEventListener(type, listener, true);
}

/** Resolves at the first such event. */
export function once(type: string): Promise<unknown> {
  return new Promise((resolve) => listen([type], resolve));
}
