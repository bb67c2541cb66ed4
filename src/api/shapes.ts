import { choicesIn } from "../channels/choices.ts";
import type { Attachment } from "../files/attachments.ts";
import type { decisionsOf } from "../routing/explain.ts";
import type { AgentOut, ConversationOut, CustomerOut, EventOut, MessageOut } from "./store.ts";

/** What the API says: JSON in camelCase, instants in ms, ids as strings. Within v1 fields are only ever added. */

const idOf = (id: number | null) => (id === null ? null : String(id));
const json = (text: string | null): unknown => (text === null ? null : JSON.parse(text));

export function conversationOut(row: ConversationOut) {
  return {
    ...row,
    reserved: json(row.reserved),
    id: String(row.id),
    queueId: String(row.queueId),
    agentId: idOf(row.agentId),
    customerId: String(row.customerId),
  };
}

export function messageOut(row: MessageOut, attachments: readonly Attachment[]) {
  const { id, position: _, authorType, authorId, authorName, data, error, pricing, ...rest } = row;
  return {
    id: String(id),
    ...rest,
    data: json(data),
    choices: rest.direction === "out" ? choicesIn(data) : null,
    error: json(error),
    pricing: json(pricing),
    author: { type: authorType, id: idOf(authorId), name: authorName },
    attachments: attachments.filter(({ messageId }) => messageId === id).map(attachmentOut),
  };
}

function attachmentOut({ id, name, type, size, fileId, problem }: Attachment) {
  return { id: String(id), name, type, size, url: fileId === null ? null : `/api/v1/files/${id}`, problem };
}

export function eventOut({ id, agentId, queueId, wasAgentId, wasQueueId, data, ...rest }: EventOut) {
  return {
    id: String(id),
    ...rest,
    agentId: idOf(agentId),
    queueId: idOf(queueId),
    wasAgentId: idOf(wasAgentId),
    wasQueueId: idOf(wasQueueId),
    data: json(data),
  };
}

export function decisionOut({ id, at, outcome, agentId, considered, tieBreak }: ReturnType<typeof decisionsOf>[number]) {
  return {
    id: String(id),
    at,
    outcome,
    agentId: String(agentId),
    considered: considered.map((one) => ({ agentId: String(one.agentId), reason: one.reason })),
    tieBreak,
  };
}

export function customerOut({ id, responsibleAgentId, numbers, fields, identities, ...rest }: CustomerOut) {
  const lists = { numbers: json(numbers), fields: json(fields), identities: json(identities) };
  return { id: String(id), ...rest, responsibleAgentId: idOf(responsibleAgentId), ...lists };
}

export function agentOut({ id, skillsets, status, disabledAt, ...rest }: AgentOut) {
  return { id: String(id), ...rest, status: disabledAt === null ? (status ?? "signed-out") : "disabled", skillsets: json(skillsets) };
}
