/** One POST to the webhook, until it was answered with 200. */
export type Delivery = { payload: unknown; attempts: { status: number | string; latencyMs: number }[]; done: boolean };

const FIRST_PAUSE_MS = 50;
const PAUSE_MAX_MS = 2_000;

/** JSON as Meta writes and signs it: ASCII only, with lower-case \uXXXX, and slashes escaped. */
export function metaJson(payload: unknown): string {
  return JSON.stringify(payload)
    .replace(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .replaceAll("/", "\\/");
}

export function signature(body: string, appSecret: string): string {
  return `sha256=${new Bun.CryptoHasher("sha256", appSecret).update(body).digest("hex")}`;
}

/** Posts webhooks as Meta does: signed, concurrent, again and again until a 200 comes, for as long as the fake lives. */
export function webhooksOf(appSecret: string) {
  const deliveries: Delivery[] = [];
  let stopped = false;

  const attempt = async (url: string, body: string): Promise<number | string> => {
    const headers = { "content-type": "application/json", "x-hub-signature-256": signature(body, appSecret), "user-agent": "facebookexternalua" };
    try {
      const response = await fetch(url, { method: "POST", headers, body, signal: AbortSignal.timeout(20_000) });
      await response.arrayBuffer();
      return response.status;
    } catch (error) {
      return String((error as { code?: string }).code ?? error);
    }
  };

  return {
    deliveries,
    /** Resolves when it was answered with 200, or the fake has stopped. */
    async post(url: string, payload: unknown): Promise<Delivery> {
      const delivery: Delivery = { payload, attempts: [], done: false };
      deliveries.push(delivery);
      const body = metaJson(payload);
      for (let pauseMs = FIRST_PAUSE_MS; !stopped; pauseMs = Math.min(pauseMs * 2, PAUSE_MAX_MS)) {
        const began = performance.now();
        const status = await attempt(url, body);
        delivery.attempts.push({ status, latencyMs: performance.now() - began });
        delivery.done = status === 200;
        if (delivery.done) break;
        await Bun.sleep(pauseMs);
      }
      return delivery;
    },
    /** How fast the answered ones were: Meta wants a median under 250 ms and 99 of 100 under a second. */
    latency() {
      const times = deliveries
        .flatMap(({ attempts }) => attempts.filter(({ status }) => status === 200).map(({ latencyMs }) => latencyMs))
        .sort((a, b) => a - b);
      return {
        count: times.length,
        medianMs: times[times.length >> 1] ?? 0,
        slowestMs: times.at(-1) ?? 0,
        overOneSecond: times.filter((ms) => ms > 1_000).length,
      };
    },
    stop: () => {
      stopped = true;
    },
  };
}
