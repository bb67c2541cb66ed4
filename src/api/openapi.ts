const id = { type: "string" } as const;
const instant = { type: "integer", description: "Milliseconds since 1970, UTC" } as const;
const text = { type: "string" } as const;
const maybe = <T extends object>(schema: T) => ({ anyOf: [schema, { type: "null" }] });
const listOf = (name: string) => ({
  type: "object",
  required: ["items", "next"],
  properties: {
    items: { type: "array", items: { $ref: `#/components/schemas/${name}` } },
    next: maybe({ type: "string", description: "Give it as `after` for what follows" }),
  },
});
const object = (properties: Record<string, object>) => ({ type: "object", required: Object.keys(properties), properties });

const schemas = {
  Conversation: object({
    id,
    state: { enum: ["bot", "queued", "offered", "active", "waiting", "wrap_up", "closed"] },
    priority: { enum: ["low", "medium", "high"] },
    agedTo: { ...maybe({ enum: ["medium", "high"] }), description: "The priority that long waiting has lifted it to" },
    room: { ...maybe({ enum: ["public", "personal"] }), description: "In which waiting room it is put aside" },
    reserved: {
      ...maybe(
        object({
          how: { enum: ["exclusive", "immediate", "named", "preferred"] },
          agentId: maybe(id),
          skillsetId: maybe(id),
          until: maybe(instant),
        }),
      ),
      description: "For whom alone it waits",
    },
    waitingSince: maybe(instant),
    channelId: text,
    queueId: id,
    agentId: maybe(id),
    customerId: id,
    customerName: maybe(text),
    startedAt: instant,
    enqueuedAt: instant,
    offerExpiresAt: maybe(instant),
    acceptedAt: maybe(instant),
    firstAnsweredAt: maybe(instant),
    closedAt: maybe(instant),
    erasedAt: { ...maybe(instant), description: "When what was said in it was erased; it has no messages then" },
    lastActivityAt: instant,
    unread: { type: "integer" },
  }),
  Message: object({
    id,
    direction: { enum: ["in", "out", "note", "system"] },
    kind: {
      enum: [
        "text",
        "image",
        "video",
        "audio",
        "voice",
        "document",
        "sticker",
        "location",
        "contacts",
        "button",
        "interactive",
        "reaction",
        "order",
        "unsupported",
      ],
    },
    text,
    data: {},
    choices: {
      ...maybe(object({ kind: { enum: ["buttons", "list"] }, open: text, options: { type: "array", items: object({ title: text, description: text }) } })),
      description: "What it gives to choose from. What is chosen comes as an interactive message: its data has the number, from 1, as `id`",
    },
    status: { enum: ["received", "queued", "sending", "sent", "delivered", "read", "played", "failed", "uncertain"] },
    author: object({ type: { enum: ["customer", "agent", "bot", "system"] }, id: maybe(id), name: maybe(text) }),
    replyTo: maybe(text),
    sentAt: instant,
    receivedAt: instant,
    deliveredAt: maybe(instant),
    readAt: maybe(instant),
    revokedAt: maybe(instant),
    error: {},
    pricing: {
      ...maybe(object({ billable: maybe({ type: "boolean" }), pricingModel: text, type: text, category: text })),
      description: "Whether the provider charges the message, and as what, in its own words",
    },
    attachments: { type: "array", items: object({ id, name: text, type: text, size: maybe({ type: "integer" }), url: maybe(text), problem: maybe(text) }) },
  }),
  Event: object({
    id,
    at: instant,
    kind: text,
    agentId: maybe(id),
    queueId: maybe(id),
    wasAgentId: maybe(id),
    wasQueueId: maybe(id),
    data: { type: "object" },
  }),
  Decision: object({
    id,
    at: instant,
    outcome: { enum: ["offered", "assigned"] },
    agentId: id,
    considered: {
      type: "array",
      items: object({
        agentId: id,
        reason: {
          type: "string",
          description:
            "chosen, could, signed-out, unseen, not-ready, full, rejected, not-included (by the profile), low-level, reserved (for another), " +
            "isolated (shares no skillset with the isolated agent who passed it on) or had-it",
        },
      }),
    },
    tieBreak: {
      type: "string",
      description: "only-one, asked-longest-ago, preferred, highest-level, lowest-load, longest-idle, id or reserved",
    },
  }),
  Customer: object({
    id,
    name: maybe(text),
    email: maybe(text),
    firstName: maybe(text),
    surnames: maybe(text),
    phone: maybe(text),
    language: maybe(text),
    notes: maybe(text),
    origin: { type: "string", description: "hand, file, or the kind of the channel on which they first wrote" },
    responsibleAgentId: maybe(id),
    numbers: { type: "array", items: text, description: "Written down by people: digits with the country's prefix" },
    fields: {
      type: "array",
      items: object({ name: text, kind: { enum: ["text", "number", "date", "choice"] }, value: text }),
      description: "The workspace's own fields that have a value",
    },
    createdAt: instant,
    erasedAt: { ...maybe(instant), description: "When all that was known of them was erased" },
    identities: { type: "array", items: { type: "object" } },
  }),
  Agent: object({
    id,
    username: text,
    name: text,
    profile: text,
    status: { type: "string", description: "ready, not-ready, back-office, break, no-answer, one of the workspace's own, signed-out or disabled" },
    statusSince: instant,
    load: { type: "integer" },
    capacity: { type: "integer" },
    skillsets: { type: "array", items: text },
  }),
  Problem: {
    type: "object",
    description: "RFC 9457",
    properties: { type: text, title: text, status: { type: "integer" }, detail: text, fields: { type: "object", additionalProperties: text } },
  },
};

const limit = { name: "limit", in: "query", schema: { type: "integer", minimum: 1, maximum: 200, default: 50 } };
const after = { name: "after", in: "query", schema: { type: "string" }, description: "The `next` of the page before" };
const filters = ["state", "channel", "queue", "agent", "customer"].map((name) => ({ name, in: "query", schema: { type: "string" } }));
const idInPath = { name: "id", in: "path", required: true, schema: { type: "string" } };

const answer = (schema: object) => ({
  200: { description: "OK", content: { "application/json": { schema } } },
  default: { description: "What went wrong", content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } } },
});
const get = (summary: string, parameters: object[], schema: object) => ({ get: { summary, parameters, responses: answer(schema) } });

const conversation = {
  allOf: [
    { $ref: "#/components/schemas/Conversation" },
    object({
      messages: { type: "array", description: "The newest 200, oldest first", items: { $ref: "#/components/schemas/Message" } },
      events: { type: "array", maxItems: 1000, items: { $ref: "#/components/schemas/Event" } },
      decisions: { type: "array", items: { $ref: "#/components/schemas/Decision" } },
    }),
  ],
};

/** The description of the API, OpenAPI 3.1. */
export function openapi(publicUrl: URL) {
  return {
    openapi: "3.1.0",
    info: { title: "Parlo", version: "1", description: "Within v1 fields are only ever added. Lists are ordered by id, ascending." },
    servers: [{ url: publicUrl.origin }],
    security: [{ token: [] }],
    paths: {
      "/api/v1/conversations": get("Conversations", [...filters, after, limit], listOf("Conversation")),
      "/api/v1/conversations/{id}": get("A conversation with its messages, events and decisions", [idInPath], conversation),
      "/api/v1/conversations/{id}/messages": get("Its messages, oldest first", [idInPath, after, limit], listOf("Message")),
      "/api/v1/conversations/{id}/events": get("What happened to it, oldest first", [idInPath, after, limit], listOf("Event")),
      "/api/v1/conversations/{id}/decisions": get("Why it went where it went, oldest first", [idInPath, after, limit], listOf("Decision")),
      "/api/v1/customers": get("Customers", [after, limit], listOf("Customer")),
      "/api/v1/agents": get("Agents with status, load and capacity", [after, limit], listOf("Agent")),
      "/api/v1/files/{id}": { get: { summary: "An attachment's file", parameters: [idInPath], responses: { 200: { description: "The file" } } } },
    },
    components: { schemas, securitySchemes: { token: { type: "http", scheme: "bearer" } } },
  };
}
