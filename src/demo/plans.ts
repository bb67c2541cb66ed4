/** What somebody plans to do, one thing under each name: planning it again calls the first off. */
export type Plans<Name> = {
  plan(name: Name, ms: number, act: () => void): void;
  isPlanned(name: Name): boolean;
  callOff(name: Name): void;
  callOffAll(): void;
};

export function plansOf<Name>(after: (ms: number, act: () => void) => () => void): Plans<Name> {
  const planned = new Map<Name, () => void>();
  const callOff = (name: Name) => {
    planned.get(name)?.();
    planned.delete(name);
  };
  return {
    plan: (name, ms, act) => {
      callOff(name);
      const undo = after(ms, () => {
        planned.delete(name);
        act();
      });
      planned.set(name, undo);
    },
    isPlanned: (name) => planned.has(name),
    callOff,
    callOffAll: () => {
      for (const name of [...planned.keys()]) callOff(name);
    },
  };
}
