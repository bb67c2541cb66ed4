import { expect } from "bun:test";
import { type Egress, type EgressRequest, egressOf, NoAnswer, NotSent } from "../../src/http/egress.ts";

export const egress = egressOf({ held: () => false, token: () => "parlo-boundary" });
export const message: EgressRequest = { method: "POST", body: '{"text":"Sì"}' };

/** How a request ended: the status and text of its answer, or the error's class and reason. */
export async function ended(url: string, request: EgressRequest = {}, by: Egress = egress): Promise<string> {
  try {
    const response = await by(url, { named: url, timeoutMs: 2_000, ...request });
    return `${response.status} ${await response.text()}`;
  } catch (error) {
    expect(error instanceof NotSent || error instanceof NoAnswer).toBe(true);
    return `${error instanceof NotSent ? "NotSent" : "NoAnswer"} ${(error as Error).message}`;
  }
}
