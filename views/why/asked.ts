import type { Asked } from "../../src/routing/log.ts";

/** The address of the page that shows what was asked for, with more where there is more. */
export function hrefOf(path: string, asked: Asked, more: Readonly<Record<string, string | number>> = {}): string {
  const { queueId, agentId, outcome, conversationId } = asked;
  const named = { queue: queueId, agent: agentId, outcome, conversation: conversationId, ...more };
  const search = new URLSearchParams(Object.entries(named).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]])));
  return search.size === 0 ? path : `${path}?${search}`;
}
