import { metaJson, signature } from "../../fakes/graph/webhook.ts";
import { random } from "../../random.ts";
import type { Centre } from "./centre.ts";

/** What is told as soon as the server has said that it has something: its name, never twice the same. */
export type Acked = (what: string) => void;

export type Customers = {
  /** Texts that the server has answered for with 200, by the provider's id. */
  readonly acked: ReadonlyMap<string, string>;
  /** Times that a post had to be tried again. */
  retries(): number;
  /** Nobody writes anything new; resolves when all that was begun has been answered for. */
  stop(): Promise<void>;
};

type Options = { seed: number; writers?: number; people?: number; acked: Acked; pauseMs?: number; fileShare?: number };

const RETRY_MS = 20;
const SECOND = 1_000;

/**
 * Customers who write without pause, through Meta: signed posts, some of several messages, some in disorder, some twice, each
 * tried again until it is answered with 200.
 */
export function customersOf({ url, graph }: Centre, { seed, writers = 6, people = 40, acked, pauseMs = 0, fileShare = 0 }: Options): Customers {
  const { below, chance, pick, shuffled } = random(seed);
  const known = new Map<string, string>();
  const posted: { body: string; ids: Map<string, string> }[] = [];
  let [written, retries, stopped] = [0, 0, false];

  const messageOf = (ids: Map<string, string>) => {
    const id = `wamid.in${seed}.${++written}`;
    const from = String(393_470_000_000 + below(people));
    const late = chance(0.2) ? below(30) * SECOND : 0;
    const common = { id, from, timestamp: String(Math.floor((Date.now() - late) / SECOND)) };
    const text = `text ${id}`;
    ids.set(id, text);
    if (!chance(fileShare)) return { ...common, type: "text", text: { body: text } };
    const { id: mediaId } = graph.media.put(new TextEncoder().encode(`${text} `.repeat(1 + below(3_000))), { type: "text/plain" });
    return { ...common, type: "document", document: { id: mediaId, mime_type: "text/plain", filename: `${id}.txt`, caption: text } };
  };
  const newPost = () => {
    const ids = new Map<string, string>();
    const messages = Array.from({ length: chance(0.2) ? 2 + below(9) : 1 }, () => messageOf(ids));
    const metadata = { phone_number_id: graph.account.phoneNumberId };
    const changes = shuffled(messages).map((message) => ({ field: "messages", value: { metadata, messages: [message] } }));
    const post = { body: metaJson({ object: "whatsapp_business_account", entry: [{ id: graph.account.wabaId, changes }] }), ids };
    posted.push(post);
    return post;
  };
  const writes = async () => {
    while (!stopped) {
      const [first] = posted;
      const { body, ids } = first && chance(0.1) ? pick([first, ...posted]) : newPost();
      while (!(await isTaken(`${url}/webhooks/wa`, body, graph.settings.appSecret))) {
        retries++;
        await Bun.sleep(RETRY_MS);
      }
      for (const [id, text] of ids) {
        if (!known.has(id)) acked(`message:${id}`);
        known.set(id, text);
      }
      if (pauseMs > 0) await Bun.sleep(below(2 * pauseMs));
    }
  };
  const working = Promise.all(Array.from({ length: writers }, writes));
  return {
    acked: known,
    retries: () => retries,
    stop: async () => {
      stopped = true;
      await working;
    },
  };
}

/** Posts to a webhook as Meta does; whether it was answered with 200. */
export async function isTaken(webhook: string, body: string, appSecret: string): Promise<boolean> {
  const headers = { "content-type": "application/json", "x-hub-signature-256": signature(body, appSecret) };
  try {
    const response = await fetch(webhook, { method: "POST", headers, body, signal: AbortSignal.timeout(20_000) });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}
