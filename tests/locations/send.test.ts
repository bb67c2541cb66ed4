import { describe, expect, test } from "bun:test";
import type { ChannelKind } from "../../src/channels/channel.ts";
import { webchat } from "../../src/channels/webchat/index.ts";
import { bodyOf, impossibleOf } from "../../src/channels/whatsapp/body.ts";
import { whatsapp } from "../../src/channels/whatsapp/index.ts";
import { type Reply, reply } from "../../src/conversations/reply.ts";
import { placeInData } from "../../src/locations/place.ts";
import { refusal } from "../admin/office.ts";
import { openChat } from "../channels/webchat/chat.ts";
import outbound from "../channels/whatsapp/fixtures/outbound.json";
import { outgoing } from "../outgoing.ts";
import { happened, jobs, lastEvent, message, type Talk, talk, texts } from "../talk.ts";
import { ana, minutes, NINE } from "../world.ts";

const SHOP = { name: "Negozio Duomo", address: "Piazza del Duomo, Milano", latitude: 45.464098, longitude: 9.191926 };
const sends = ({ here, id }: Talk, location: Reply["location"], channel: ChannelKind = whatsapp, clientId = "place-001") =>
  here.write((db) => reply(db, { conversationId: id, agentId: ana, clientId, text: "ignored", uploads: [], replyTo: null, location }, channel, here.now));

describe("a location", () => {
  test("is one message of its kind, with its data as a customer's has it, told, counted as the answer and owed to the provider", () => {
    const one = talk();
    const [ours = 0] = sends(one, { ...SHOP, latitude: "45,464098" });
    const sent = message(one.here, ours);
    expect(sent).toMatchObject({
      direction: "out",
      kind: "location",
      status: "queued",
      text: "Negozio Duomo, Piazza del Duomo, Milano",
      clientId: "place-001",
    });
    expect(JSON.parse(sent.data ?? "")).toEqual({ latitude: 45.464098, longitude: 9.191926, name: "Negozio Duomo", address: "Piazza del Duomo, Milano" });
    expect(jobs(one.here)).toMatchObject([{ kind: "message.deliver", key: `deliver:${ours}` }]);
    expect(happened(one.here).slice(-2)).toEqual([
      { kind: "message.written", data: { messageId: ours } },
      { kind: "conversation.answered", data: { messageId: ours } },
    ]);
    expect(sends(one, { ...SHOP, name: "Elsewhere" })).toEqual([ours]);
  });

  test("may be a mere point; one that is nowhere is refused with the reason, outside the window it waits as words do", () => {
    const one = talk();
    const [ours = 0] = sends(one, { name: " ", address: "", latitude: 0, longitude: "-180" });
    expect([message(one.here, ours).text, message(one.here, ours).data]).toEqual(["", '{"latitude":0,"longitude":-180}']);
    const before = lastEvent(one.here);
    expect(refusal(() => sends(one, { ...SHOP, latitude: 91, longitude: "" }, whatsapp, "place-002"))).toEqual({
      latitude: "location.latitude.wrong",
      longitude: "location.longitude.wrong",
    });
    one.here.now = NINE + 24 * 60 * minutes(1);
    expect(refusal(() => sends(one, SHOP, whatsapp, "place-003"))).toBe("conflict.window-closed");
    expect(lastEvent(one.here)).toBe(before);
  });

  test("goes as words with a link where the channel takes none, and is there at once where nothing is delivered", () => {
    const one = talk();
    const { locations: _, ...other } = whatsapp;
    const [asText = 0] = sends(one, SHOP, other);
    expect(message(one.here, asText)).toMatchObject({ kind: "text", data: null });
    expect(texts(one.here, one.id).at(-1)).toBe(
      "Negozio Duomo\nPiazza del Duomo, Milano\nhttps://www.openstreetmap.org/?mlat=45.464098&mlon=9.191926#map=17/45.464098/9.191926",
    );
    const [asCard = 0] = sends(one, SHOP, webchat, "place-002");
    expect(message(one.here, asCard)).toMatchObject({ kind: "location", status: "sent" });
  });
});

describe("to a web chat", () => {
  test("it is told as a place to the visitor's page, until the words of it are gone", async () => {
    const chat = await openChat();
    const visitor = chat.visitor();
    await visitor.write("Where are you?");
    const conversationId = await chat.ana.take();
    const { write, clock } = chat.workspace;
    const said = { conversationId, agentId: chat.ids.ana, clientId: "place-001", text: "", uploads: [], replyTo: null, location: SHOP };
    const [id = 0] = await write((db) => reply(db, said, webchat, clock()));
    expect((await visitor.told()).messages.at(-1)).toMatchObject({ kind: "location", text: "Negozio Duomo, Piazza del Duomo, Milano", location: SHOP });
    expect((await visitor.told()).messages[0]?.location).toBeNull();
    await write((db) => db.run("UPDATE messages SET revoked_at = 1 WHERE id = ?", [id]));
    expect((await visitor.told()).messages.at(-1)).toMatchObject({ text: "", location: null });
    await chat.close();
  });
});

describe("to WhatsApp", () => {
  const one = { to: [{ kind: "wa_id", value: "393471234567" }], kind: "location" as const, text: "", file: null, replyTo: null, tracker: "t" };

  test("it goes as Meta documents it; a name and an address that are empty are left out", () => {
    expect(bodyOf({ ...one, place: SHOP }, null)).toEqual({ ...outbound.location.body, biz_opaque_callback_data: "t" } as never);
    const point = bodyOf({ ...one, place: { ...SHOP, name: "", address: "" } }, null) as { location?: object };
    expect(point.location).toEqual({ latitude: 45.464098, longitude: 9.191926 });
    expect([impossibleOf({ ...one, place: SHOP }), impossibleOf(one)]).toEqual([null, "no-place"]);
    expect([placeInData(null), placeInData("{}")]).toEqual([null, null]);
  });

  test("it is taken by a Meta that checks every body against its schema, and has its marks like any other message", async () => {
    await using away = await outgoing();
    const { workspace, ids } = away;
    const conversationId = await away.begins();
    const said = { conversationId, agentId: ids.ana, clientId: "place-001", text: "", uploads: [], replyTo: null, location: { ...SHOP, address: "" } };
    const [ours = 0] = await workspace.write((db) => reply(db, said, whatsapp, workspace.clock()));
    away.graph.faults.next({ code: 131016 });
    await away.runs();
    expect(away.status(ours)).toBe("queued");
    away.pass(minutes(1));
    await away.runs();
    expect([away.status(ours), away.graph.ledger.length]).toEqual(["sent", 1]);
    expect(away.graph.ledger[0]?.body["location"]).toEqual({ latitude: 45.464098, longitude: 9.191926, name: "Negozio Duomo" });
  });
});
