import { parseArgs } from "node:util";
import { random } from "../random.ts";
import { control } from "./graph/control.ts";
import { changeOf, customerOf, type Person } from "./graph/customers.ts";
import { faultsOf } from "./graph/faults.ts";
import { httpServer } from "./graph/http.ts";
import { mediaOf, sha256Of } from "./graph/media.ts";
import { messagesOf } from "./graph/messages.ts";
import { outboxOf } from "./graph/outbox.ts";
import { type Api, route } from "./graph/router.ts";
import type { Account, GraphOptions } from "./graph/types.ts";
import { webhooksOf } from "./graph/webhook.ts";

export type Graph = Awaited<ReturnType<typeof startGraph>>;

/**
 * A fake of Meta's Graph API over real HTTP, for one number: takes and checks what is sent, keeps a ledger, posts receipts and customers'
 * messages to the webhook as Meta does. What goes wrong is switched on in `faults`.
 */
export async function startGraph(options: GraphOptions = {}) {
  const { token = "test-token", appSecret = "test-app-secret", verifyToken = "VT", version = "v25.0" } = options;
  const { phoneNumberId = "300000000000001", wabaId = "200000000000001", displayPhoneNumber = "390212345678" } = options;
  const account: Account = { phoneNumberId, wabaId, displayPhoneNumber };
  let ahead = 0;
  const clock = () => (options.clock ?? Date.now)() + ahead;
  const dice = random(options.seed ?? 1);
  const webhooks = webhooksOf(appSecret);
  const outbox = outboxOf(webhooks, wabaId, options.webhook ?? null);
  const messages = messagesOf({ options, account, clock, dice, tell: (value) => outbox.tell({ field: "messages", value }) });
  const access = { token, appSecret, version, revoked: false, subscribed: options.subscribed ?? true };
  const api: Api = { account, access, faults: faultsOf(), media: mediaOf(clock), messages };
  let written = 0;

  const wrote = ({ phone, userId }: Person, at = clock()) => {
    for (const key of [phone, userId]) if (key) messages.wrote(key, at);
  };
  const around = {
    account,
    clock,
    wrote,
    post: outbox.tell,
    messageId: () => `wamid.IN${String(++written).padStart(4, "0")}${dice.below(36 ** 4).toString(36)}`,
    store: (bytes: Uint8Array, type: string) => ({ id: api.media.put(bytes, { type }).id, sha256: sha256Of(bytes, "base64") }),
  };

  const server = await httpServer(options.port ?? 0, async (request) => {
    const { pathname } = new URL(request.url);
    return pathname.startsWith("/_fake/") ? control(graph, pathname, request) : route(api, request);
  });
  const graph = {
    url: server.url,
    account,
    clock,
    webhooks,
    faults: api.faults,
    media: api.media,
    /** Every message that was taken, in order. */
    ledger: messages.ledger,
    /** Every mark that we had read a customer's message, in order. */
    reads: messages.reads,
    /** A channel's settings that fit this fake. */
    settings: { phoneNumberId, wabaId, accessToken: token, appSecret, verifyToken, apiUrl: server.url, apiVersion: version },
    /** A customer's hands; without a number in BSUID-only mode. */
    customer: ({ phone, ...person }: Person) => customerOf(around, options.bsuidOnly || phone === undefined ? person : { ...person, phone }),
    /** The customer may be written to, as if they had just written. */
    opens: wrote,
    /** All that customers do in `act` goes out as one POST, as Meta batches. */
    inOnePost: outbox.together,
    /** Any change at all, to the webhook. */
    tells: (parts: Record<string, unknown>, field?: string) => outbox.tell(changeOf(account, parts, field)),
    sendWebhooksTo: outbox.sendTo,
    /** Meta's question when the webhook is registered, and its answer. */
    registers: (challenge = "1158201444") =>
      fetch(`${outbox.webhook()}?${new URLSearchParams({ "hub.mode": "subscribe", "hub.verify_token": verifyToken, "hub.challenge": challenge })}`),
    revokeToken: () => void (access.revoked = true),
    restoreToken: () => void (access.revoked = false),
    /** The fake's clock goes on: files and windows grow old. */
    advance: (ms: number) => void (ahead += ms),
    /** Until every receipt was posted and answered. */
    settled: messages.settled,
    stop: () => {
      webhooks.stop();
      server.stop();
    },
    [Symbol.dispose]: () => graph.stop(),
  };
  return graph;
}

if (import.meta.main) {
  const text = { type: "string" } as const;
  const { values } = parseArgs({ options: { port: text, ledger: text, webhook: text, seed: text, token: text, "app-secret": text } });
  const { port, seed, "app-secret": appSecret, ...rest } = values;
  const graph = await startGraph({
    ...rest,
    ...(appSecret ? { appSecret } : {}),
    ...(port ? { port: Number(port) } : {}),
    ...(seed ? { seed: Number(seed) } : {}),
  });
  console.log(JSON.stringify({ url: graph.url }));
}
