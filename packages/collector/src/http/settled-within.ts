/** What a promise resolves with if it does so in time; undefined if it takes longer. The work goes on. */
export async function settledWithin<Result>(work: Promise<Result>, ms: number): Promise<Result | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([work, patience]);
  } finally {
    clearTimeout(timer);
    // Whoever waits no longer is told by what the work leaves behind.
    work.catch(() => undefined);
  }
}
