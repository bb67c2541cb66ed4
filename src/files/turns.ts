/** Lets so many pieces of work run at once; the others wait, who came first goes first. */
export function turnsOf(max: number) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= max) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await work();
    } finally {
      // Its turn goes over to who waits longest.
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
