import { readFields } from "../http/fields.ts";
import { TICKET_STATES, type TicketInput } from "./store.ts";

export const TITLE_LENGTH_MAX = 120;
export const TEXT_LENGTH_MAX = 5_000;
const ID_LENGTH_MAX = 15;

/** Reads what somebody wrote of a ticket; `choices`: the conversations that it may be about. Throws Invalid. */
export function readTicket(body: unknown, choices: readonly { id: number }[]): TicketInput {
  return readFields(body, (field) => {
    const about = field.text("conversationId", { max: ID_LENGTH_MAX, optional: true });
    const conversationId = about === "" ? null : Number(about);
    if (conversationId !== null && !choices.some(({ id }) => id === conversationId)) field.wrong("conversationId", "field.choose");
    return {
      title: field.text("title", { max: TITLE_LENGTH_MAX }),
      text: field.text("text", { max: TEXT_LENGTH_MAX, optional: true }),
      state: field.choice("state", TICKET_STATES),
      conversationId,
    };
  });
}
