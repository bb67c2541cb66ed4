/** Where no provider names our messages, they are named by us: so that an answer can say which one it answers. */
export const ourName = (messageId: number) => `ours:${messageId}`;

/** The id in a name of ours; null for one that is a provider's. */
export function idInOurName(name: string | null): number | null {
  const id = Number(/^ours:(\d+)$/.exec(name ?? "")?.[1]);
  return Number.isSafeInteger(id) ? id : null;
}
