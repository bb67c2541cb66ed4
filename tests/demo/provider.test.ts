import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import { join } from "node:path";
import type { Outbound, Settings } from "../../src/channels/channel.ts";
import { whatsapp } from "../../src/channels/whatsapp/index.ts";
import { CAST } from "../../src/demo/cast.ts";
import type { Customer, Heard } from "../../src/demo/customer.ts";
import { mediaOf } from "../../src/demo/media/media.ts";
import { ACCOUNT } from "../../src/demo/whatsapp/account.ts";
import type { Payload } from "../../src/demo/whatsapp/payloads.ts";
import { startProvider } from "../../src/demo/whatsapp/provider.ts";
import { egressOf } from "../../src/http/egress.ts";
import { makeFolder, until } from "../parlo.ts";

// The simulated provider, asked by the client that asks Meta.

const giulia = CAST[0]!;
let heard: Heard[] = [];
let posted: Payload[] = [];
let tokens = 0;
const dice = { roll: () => 0.5, token: () => `token-${++tokens}` };
const customer = { person: giulia, hear: (one: Heard) => heard.push(one) } as unknown as Customer;
const provider = startProvider(0, {
  dice,
  media: mediaOf(),
  now: () => 1_795_000_000_000,
  customer: (to) => (to === `+${giulia.phone}` ? customer : null),
  post: (payload) => posted.push(payload),
});
afterAll(() => provider.stop());
beforeEach(() => {
  [heard, posted] = [[], []];
});

const egress = egressOf({ held: () => false, token: () => "boundary", only: () => provider.url });
const settings: Settings = { ...ACCOUNT, apiUrl: provider.url, apiVersion: "v25.0" };
const message = (changes: Partial<Outbound> = {}): Outbound => ({
  to: [{ kind: "wa_id", value: giulia.phone! }],
  kind: "text",
  text: "Buongiorno",
  file: null,
  replyTo: null,
  tracker: "parlo:7:x",
  ...changes,
});
const send = (outbound: Outbound, given = settings) => whatsapp.send!(outbound, given, egress);

describe("the simulated provider", () => {
  test("passes the test of the channel’s page", async () => {
    expect(await whatsapp.test!(settings, egress)).toEqual([]);
  });

  test("says what is wrong with another token, secret or number, as Meta does", async () => {
    const keys = async (changes: Record<string, string>) => (await whatsapp.test!({ ...settings, ...changes }, egress)).map(({ key }) => key);
    expect(await keys({ accessToken: "x" })).toEqual(["trouble.whatsapp.token"]);
    expect(await keys({ appSecret: "x" })).toEqual(["trouble.whatsapp.secret"]);
    expect(await keys({ phoneNumberId: "5" })).toEqual(["trouble.whatsapp.number"]);
  });

  test("gives a message to its customer, and tells that it was sent, with our own id", async () => {
    const outcome = await send(message());
    expect(outcome).toEqual({ ended: "sent", providerId: expect.stringMatching(/^wamid\./) });
    expect(heard).toEqual([{ id: (outcome as { providerId: string }).providerId, text: "Buongiorno" }]);
    await until(() => posted.length > 0, 20_000, "no receipt");
    expect(whatsapp.parse!(posted[0])).toMatchObject([{ what: "receipt", status: "sent", tracker: "parlo:7:x" }]);
  });

  test("takes a file, and gives back what a customer sent", async () => {
    const path = join(makeFolder(), "paper.txt");
    await Bun.write(path, "hello");
    const file = { path, type: "text/plain", name: "paper.txt", size: 5 };
    expect(await send(message({ kind: "document", text: "Ecco", file }))).toMatchObject({ ended: "sent" });
    expect(heard[0]?.text).toBe("Ecco");
    const picture = await whatsapp.download!("photo-room", settings, egress);
    expect((await new Response(picture).arrayBuffer()).byteLength).toBeGreaterThan(10_000);
  });

  test("takes a mark that a customer’s message was read, which is no message to them", async () => {
    const mark = (given: Settings) => whatsapp.readMarks!.tell("wamid.in", given, egress);
    expect(await mark(settings)).toEqual({ ended: "taken" });
    expect(await mark({ ...settings, accessToken: "x" })).toMatchObject({ ended: "refused", then: "stop-channel" });
    expect([heard, posted]).toEqual([[], []]);
  });

  test("refuses who is nobody’s customer, and a token that is not its own", async () => {
    expect(await send(message({ to: [{ kind: "wa_id", value: "391" }] }))).toMatchObject({ ended: "refused", then: "fail", error: { code: "131026" } });
    expect(await send(message(), { ...settings, accessToken: "x" })).toMatchObject({ ended: "refused", then: "stop-channel" });
    expect(heard).toEqual([]);
  });

  test("listens where it did before, or elsewhere when that is taken", () => {
    const beside = startProvider(Number(new URL(provider.url).port), { dice, media: mediaOf(), now: () => 0, customer: () => null, post: () => {} });
    expect(beside.url).not.toBe(provider.url);
    beside.stop();
  });
});
