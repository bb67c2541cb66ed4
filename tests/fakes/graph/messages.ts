import { openSync, writeSync } from "node:fs";
import type { Random } from "../../random.ts";
import { type End, graphError } from "./answers.ts";
import { problemIn } from "./body.ts";
import { plannedReceipts, RECEIPTS, receiptOf } from "./receipts.ts";
import type { Account, GraphOptions, Read, Sent } from "./types.ts";

const WINDOW_MS = 24 * 60 * 60_000;

type World = {
  options: GraphOptions;
  account: Account;
  clock: () => number;
  dice: Random;
  /** Gives a value to the webhook. */
  tell: (value: Record<string, unknown>) => Promise<void>;
};
export type Body = Record<string, unknown> & {
  type?: string;
  template?: { name: string; language: { code: string }; components?: { type: string; parameters?: unknown[] }[] };
};

/** What Meta does with POST /messages: takes it into the ledger, answers, and tells later how far it came. */
export function messagesOf({ options, account, clock, dice, tell }: World) {
  const ledger: Sent[] = [];
  const reads: Read[] = [];
  const lastWrote = new Map<string, number>();
  const pending = new Set<Promise<void>>();
  const plan = { ...RECEIPTS, ...options.receipts };
  const file = options.ledger === undefined ? null : openSync(options.ledger, "a");

  const accept = (body: Body): Sent => {
    const to = String(body["to"] ?? body["recipient"]).replace(/[ ()-]/g, "");
    const n = ledger.length + 1;
    const id = `wamid.OUT${String(n).padStart(4, "0")}${dice.below(36 ** 4).toString(36)}`;
    const sent: Sent = { n, at: clock(), id, to, tracker: (body["biz_opaque_callback_data"] as string | undefined) ?? null, type: String(body.type), body };
    ledger.push(sent);
    if (file !== null) writeSync(file, `${JSON.stringify(sent)}\n`);
    return sent;
  };

  const isOpen = ({ to, type }: Sent): boolean => {
    const wrote = lastWrote.get(to.replace(/^\+/, ""));
    return options.windowRule === false || type === "template" || (wrote !== undefined && clock() - wrote < WINDOW_MS);
  };

  const report = async (sent: Sent, wait: boolean) => {
    if (!isOpen(sent)) return tell(receiptOf(account, sent, "failed", clock(), { code: 131047, details: "Re-engagement message" }));
    for (const status of plannedReceipts(plan, dice)) {
      if (wait) await Bun.sleep(dice.between(...plan.delayMs));
      await tell(receiptOf(account, sent, status, clock()));
    }
  };

  return {
    ledger,
    reads,
    wrote: (key: string, at: number) => void lastWrote.set(key, Math.max(at, lastWrote.get(key) ?? 0)),
    /** Until every receipt was posted and answered. */
    settled: async () => {
      while (pending.size > 0) await Promise.all(pending);
    },

    mark(body: Body): End {
      const problem = problemIn(body);
      if (problem !== null) return graphError(100, problem);
      reads.push({ at: clock(), body });
      return Response.json({ success: true });
    },

    async post(body: Body | null): Promise<End> {
      const problem = problemIn(body);
      if (body === null || problem !== null) return graphError(100, problem ?? "not JSON");
      const refused = templateRefused(body, options.templates);
      if (refused) return refused;
      const sent = accept(body);
      const reported = plan.beforeAnswer ? report(sent, false) : Bun.sleep(1).then(() => report(sent, true));
      pending.add(reported);
      void reported.finally(() => pending.delete(reported));
      if (plan.beforeAnswer) await reported;
      const contact = sent.to.startsWith("+") ? { wa_id: sent.to.slice(1) } : { user_id: sent.to };
      const message = { id: sent.id, ...(sent.type === "template" ? { message_status: "accepted" } : {}) };
      return Response.json({ messaging_product: "whatsapp", contacts: [{ input: sent.to, ...contact }], messages: [message] });
    },
  };
}

function templateRefused({ template }: Body, approved: GraphOptions["templates"]): Response | null {
  if (!template || !approved) return null;
  const blanks = approved[`${template.name}/${template.language.code}`];
  if (blanks === undefined) return graphError(132001);
  const given = template.components?.find(({ type }) => type === "body")?.parameters?.length ?? 0;
  return given === blanks ? null : graphError(132000);
}
