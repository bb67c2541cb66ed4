import { describe, expect, test } from "bun:test";
import { whatsapp } from "../../../src/channels/whatsapp/index.ts";
import { en, it } from "../../../src/channels/whatsapp/texts.ts";
import { egressOf } from "../../../src/http/egress.ts";
import { startGraph } from "../../fakes/graph.ts";

const egress = egressOf({ held: () => false, token: () => "" });

describe("trying a channel's settings", () => {
  const troubles = async (
    wrong: Record<string, string>,
    fault?: Parameters<Awaited<ReturnType<typeof startGraph>>["faults"]["next"]>[0],
    subscribed = true,
  ) => {
    using graph = await startGraph({ subscribed });
    if (fault) graph.faults.next(fault, 1, "read");
    const found = (await whatsapp.test?.({ ...graph.settings, ...wrong }, egress)) ?? [];
    for (const { key } of found) expect(key in en && key in it).toBe(true);
    expect(graph.ledger).toEqual([]);
    return found.map(({ key }) => key.replace("trouble.whatsapp.", ""));
  };

  test("that are right finds nothing", async () => expect(await troubles({})).toEqual([]));
  test("a wrong token", async () => expect(await troubles({ accessToken: "old" })).toEqual(["token"]));
  test("a wrong phone number ID", async () => expect(await troubles({ phoneNumberId: "39347" })).toEqual(["number"]));
  test("a wrong account ID", async () => expect(await troubles({ wabaId: "1" })).toEqual(["account"]));
  test("another app's secret", async () => expect(await troubles({ appSecret: "another" })).toEqual(["secret"]));
  test("no secret and no verify token", async () => expect(await troubles({ appSecret: "", verifyToken: "" })).toEqual(["no-secret", "no-verify-token"]));
  test("an account that nobody is subscribed to", async () => expect(await troubles({}, undefined, false)).toEqual(["not-subscribed"]));
  test("a token that may not", async () => expect(await troubles({}, { code: 200 })).toEqual(["permission"]));
  test("an account that Meta has locked", async () => expect(await troubles({}, { code: 131031 })).toEqual(["restricted"]));
  test("too many questions", async () => expect(await troubles({}, { code: 80007 })).toEqual(["later"]));
  test("an error of tomorrow", async () => expect(await troubles({}, { code: 999_999 })).toEqual(["refused"]));
  test("an address where nobody is", async () => expect(await troubles({ apiUrl: "http://127.0.0.1:9" })).toEqual(["unreachable"]));
  test("an address where somebody else is", async () => expect(await troubles({}, { status: 200 })).toEqual(["not-meta"]));

  test("every setting has its words, and a sentence of help", () => {
    for (const { key } of whatsapp.settings) expect([`setting.whatsapp.${key}` in en, `setting.whatsapp.${key}.help` in it]).toEqual([true, true]);
  });

  test("two numbers of one portfolio share their customers, of one account too", () => {
    expect(whatsapp.scope("wa", { wabaId: "2" })).toBe("2");
    expect(whatsapp.scope("wa", { wabaId: "2", portfolio: "9" })).toBe("9");
    expect(whatsapp.account?.({ phoneNumberId: "3" })).toBe("3");
  });
});
