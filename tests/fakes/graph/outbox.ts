import type { Change } from "./customers.ts";
import type { webhooksOf } from "./webhook.ts";

/** Gives changes to the webhook: each by itself, or several in one POST. */
export function outboxOf(webhooks: ReturnType<typeof webhooksOf>, wabaId: string, first: string | null) {
  let webhook = first;
  let open: { changes: Change[]; posted: PromiseWithResolvers<void> } | null = null;

  const post = async (changes: readonly Change[]) => {
    if (webhook !== null) await webhooks.post(webhook, { object: "whatsapp_business_account", entry: [{ id: wabaId, changes }] });
  };
  return {
    webhook: () => webhook,
    sendTo: (url: string | null) => {
      webhook = url;
    },
    tell: (change: Change): Promise<void> => {
      if (open === null) return post([change]);
      open.changes.push(change);
      return open.posted.promise;
    },
    /** What is told while `act` runs goes out together. */
    together: async (act: () => unknown) => {
      const mine = { changes: [] as Change[], posted: Promise.withResolvers<void>() };
      open = mine;
      act();
      open = null;
      await post(mine.changes);
      mine.posted.resolve();
    },
  };
}
