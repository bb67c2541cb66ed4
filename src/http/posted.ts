/** A form as it was sent: a name may come once, several times or not at all. */
export type Posted = {
  /** The value as it was typed, "" if there is none; of several the last. */
  text(name: string): string;
  all(name: string): readonly string[];
  has(name: string): boolean;
  /** What follows `prefix` in the names that begin with it, in the order of the form. */
  names(prefix: string): readonly string[];
};

/** Reads what Elysia made of a form; values that are no text are passed over. */
export function postedOf(body: unknown): Posted {
  const values = new Map<string, readonly string[]>();
  if (typeof body === "object" && body !== null) {
    for (const [name, value] of Object.entries(body))
      values.set(
        name,
        [value].flat().filter((one) => typeof one === "string"),
      );
  }
  return {
    text: (name) => values.get(name)?.at(-1) ?? "",
    all: (name) => values.get(name) ?? [],
    has: (name) => values.has(name),
    names: (prefix) => [...values.keys()].filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length)),
  };
}
