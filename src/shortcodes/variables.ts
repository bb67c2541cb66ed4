/** What stands in a text for something of the conversation: "{customer}". */
export const VARIABLES = ["customer", "agent", "number", "phone", "email", "channel", "queue"] as const;
export type Variable = (typeof VARIABLES)[number];

const HOLE = /\{(\w+)\}/g;
const isVariable = (name: string): name is Variable => (VARIABLES as readonly string[]).includes(name);

/** The first {name} of a text that stands for nothing; null where all do. */
export function unknownIn(text: string): string | null {
  const names = [...text.matchAll(HOLE)].map(([, name = ""]) => name);
  return names.find((name) => !isVariable(name)) ?? null;
}

/** A text with what its variables stand for. One that nobody knows stays as it is, for the agent to fill. */
export function fillIn(text: string, known: Readonly<Record<Variable, string | number | null>>): string {
  return text.replace(HOLE, (hole, name: string) => (isVariable(name) && known[name] !== null ? String(known[name]) : hole));
}
