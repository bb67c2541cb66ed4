/** What a message carries besides its text came from outside: every part of it is read as if it might be anything. */
export type Facts = Readonly<Record<string, unknown>>;

export const factsIn = (json: string | null): Facts => facts(json === null ? null : JSON.parse(json));
export const facts = (value: unknown): Facts => (typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Facts) : {});
export const list = (value: unknown): Facts[] => (Array.isArray(value) ? value.map(facts) : []);
export const word = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value) : "");
