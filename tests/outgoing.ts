import { CONSOLE } from "../src/admin/audit.ts";
import { setStatus, signInAgent } from "../src/agents/statuses.ts";
import { addChannel } from "../src/channels/configure.ts";
import { whatsapp } from "../src/channels/whatsapp/index.ts";
import { closedPools } from "../src/commands/serving.ts";
import { accept } from "../src/conversations/assignment.ts";
import { reply } from "../src/conversations/reply.ts";
import { claim } from "../src/jobs/claim.ts";
import { runJob } from "../src/jobs/runner.ts";
import { addQueue } from "../src/queues/change.ts";
import { QUEUE_INITIAL } from "../src/queues/queue.ts";
import { tick } from "../src/routing/scheduler.ts";
import { addSkillset } from "../src/skillsets/change.ts";
import { changeUser } from "../src/users/accounts.ts";
import { profileNamed } from "../src/users/profiles.ts";
import type { Workspace } from "../src/workspace.ts";
import type { GraphOptions } from "./fakes/graph/types.ts";
import { metaJson, signature } from "./fakes/graph/webhook.ts";
import { type Graph, startGraph } from "./fakes/graph.ts";
import { openApp, type TestApp } from "./http/app.ts";
import { jobs, message } from "./talk.ts";

// A whole Parlo with one number at a fake Meta; its clock stands still until a test moves it, and jobs run when a test says so.

export type Outgoing = TestApp & {
  graph: Graph;
  /** A customer writes and Ana takes it; gives the conversation. */
  begins(phone?: string): Promise<number>;
  /** Ana answers; gives the message. */
  says(conversationId: number, clientId: string, text?: string): Promise<number>;
  /** Takes what is due at this moment and runs it to its end; the kinds of what ran. */
  runs(): Promise<string[]>;
  /** What Meta's webhook tells: a value of the field "messages". */
  hears(value: Record<string, unknown>): Promise<number>;
  status(messageId: number): string;
  error(messageId: number): { code: string; detail: string } | null;
  owed(): ReturnType<typeof jobs>;
  sentTexts(): unknown[];
  [Symbol.asyncDispose](): Promise<void>;
};

export async function outgoing(options: GraphOptions = {}): Promise<Outgoing> {
  const app = await openApp();
  const { workspace, ids } = app;
  const graph = await startGraph({ windowRule: false, clock: workspace.clock, ...options });
  await open(workspace, ids.ana, graph);
  let written = 0;

  const hears: Outgoing["hears"] = async (value) => {
    const { phoneNumberId } = graph.account;
    const body = metaJson({ entry: [{ changes: [{ field: "messages", value: { metadata: { phone_number_id: phoneNumberId }, ...value } }] }] });
    const headers = { "x-hub-signature-256": signature(body, graph.settings.appSecret) };
    const { status } = await app.app.handle(new Request("http://localhost/webhooks/wa", { method: "POST", headers, body }));
    await workspace.writer.settled();
    return status;
  };
  return {
    ...app,
    graph,
    hears,
    begins: async (phone = "393471234567") => {
      const timestamp = String(Math.floor(workspace.clock() / 1_000));
      await hears({ messages: [{ id: `wamid.in${++written}`, from: phone, timestamp, type: "text", text: { body: "Good morning" } }] });
      await workspace.write((db) => tick(db, workspace.routing, workspace.clock()));
      const { id } = workspace.db.query("SELECT max(id) AS id FROM conversations WHERE agent_id = ?").get(ids.ana) as { id: number };
      await workspace.write((db) => accept(db, { conversationId: id, agentId: ids.ana }, workspace.clock()));
      return id;
    },
    says: async (conversationId, clientId, text = `text of ${clientId}`) => {
      const said = { conversationId, agentId: ids.ana, clientId, text, uploads: [], replyTo: null };
      return (await workspace.write((db) => reply(db, said, whatsapp, workspace.clock())))[0] as number;
    },
    runs: async () => {
      const claimed = await claim(workspace, closedPools(workspace), []);
      await Promise.all(claimed.jobs.map((job) => runJob(workspace, job)));
      return claimed.jobs.map(({ kind }) => kind);
    },
    status: (id) => message(workspace, id).status,
    error: (id) => JSON.parse(message(workspace, id).error ?? "null"),
    owed: () => jobs(workspace),
    sentTexts: () => graph.ledger.map(({ body }) => (body["text"] as { body: string }).body),
    [Symbol.asyncDispose]: async () => {
      graph.stop();
      await app.close();
    },
  };
}

/** One queue of one skillset, which Ana has; she is Ready. */
function open({ write, seal, clock }: Workspace, ana: number, graph: Graph): Promise<void> {
  return write((db) => {
    const skill = addSkillset(db, { name: "sales" }, CONSOLE, clock());
    const rings = [{ afterSeconds: 0, skillsetIds: [skill] }];
    const queueId = addQueue(db, { ...QUEUE_INITIAL, name: "sales", rings }, CONSOLE, clock());
    addChannel(db, seal, { id: "wa", kind: "whatsapp", name: "Main number", queueId, settings: graph.settings }, CONSOLE, clock());
    changeUser(
      db,
      ana,
      { username: "ana", name: "Ana", profileId: profileNamed(db, "agent")?.id ?? 0, skillsets: [{ id: skill, level: 5 }] },
      CONSOLE,
      clock(),
    );
    signInAgent(db, ana, clock());
    setStatus(db, { agentId: ana, statusId: 1 }, clock());
  });
}
