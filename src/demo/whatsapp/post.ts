import type { Logger } from "pino";
import type { Door } from "../client.ts";
import { ACCOUNT, CHANNEL_ID } from "./account.ts";
import type { Payload } from "./payloads.ts";

const [FIRST_PAUSE_MS, PAUSE_MAX_MS, TRIES_MAX] = [200, 5_000, 12];

export type Webhooks = { post(payload: Payload): void; stop(): void };

/**
 * Posts webhooks as Meta does: signed, and again until they are taken. One after the other, as what one person does keeps its
 * order; what Parlo never takes is given up.
 */
export function webhooksThrough(door: Door, log: Logger): Webhooks {
  let last: Promise<void> = Promise.resolve();
  const stopped = Promise.withResolvers<"stopped">();
  let isStopped = false;

  const deliver = async (body: string) => {
    const signature = new Bun.CryptoHasher("sha256", ACCOUNT.appSecret).update(body).digest("hex");
    const headers = { "content-type": "application/json", "x-hub-signature-256": `sha256=${signature}` };
    for (let tries = 1, pauseMs = FIRST_PAUSE_MS; tries <= TRIES_MAX && !isStopped; tries++, pauseMs = Math.min(pauseMs * 2, PAUSE_MAX_MS)) {
      const status = await door(`/webhooks/${CHANNEL_ID}`, { method: "POST", headers, body }).then(
        (response) => response.status,
        () => 0,
      );
      if (status === 200) return;
      if (status >= 400 && status < 500) return log.warn({ status }, "a webhook of the demo was refused");
      await Promise.race([Bun.sleep(pauseMs), stopped.promise]);
    }
    if (!isStopped) log.warn("a webhook of the demo was not taken");
  };

  return {
    post: (payload) => {
      last = last.then(() => deliver(JSON.stringify(payload)));
    },
    stop: () => {
      isStopped = true;
      stopped.resolve("stopped");
    },
  };
}
