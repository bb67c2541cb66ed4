import { describe, expect, test } from "bun:test";
import type { Inbound } from "../../../src/channels/channel.ts";
import { parse } from "../../../src/channels/whatsapp/parse.ts";

const ACCOUNT = "300000000000001";
type Message = Extract<Inbound, { what: "message" }>;
const notice = (topic: string): Inbound => ({ what: "notice", account: ACCOUNT, topic });

describe("what no recording shows", () => {
  const change = (value: object, field = "messages") => ({ entry: [{ changes: [{ field, value: { metadata: { phone_number_id: ACCOUNT }, ...value } }] }] });
  const message = (parts: object) => change({ messages: [{ id: "wamid.X", from: "393471234567", timestamp: "1795000000", ...parts }] });
  const first = (payload: unknown) => parse(payload)[0] as Message;

  test("a message of a known type without what makes it one is unsupported, and kept", () => {
    for (const parts of [
      { type: "text" },
      { type: "image", image: { caption: "no id" } },
      { type: "location", location: { latitude: "45" } },
      { type: "constructor" },
    ]) {
      expect(first(message(parts))).toMatchObject({ what: "message", kind: "unsupported", data: { payload: parts } });
    }
  });

  test("ids that come as numbers are texts", () => {
    const payload = {
      entry: [
        {
          changes: [
            { field: "messages", value: { metadata: { phone_number_id: 300 }, messages: [{ id: 7, from: 39347, type: "text", text: { body: "x" } }] } },
          ],
        },
      ],
    };
    expect(first(payload)).toMatchObject({
      account: "300",
      providerId: "7",
      from: {
        handles: [
          { kind: "wa_id", value: "39347" },
          { kind: "phone", value: "+39347" },
        ],
      },
    });
  });

  test("a message without a time says 0", () => expect(first(message({ type: "text", text: { body: "x" }, timestamp: "soon" })).sentAt).toBe(0));

  test("a message that does not say from whom is its only contact's", () => {
    const payload = change({ contacts: [{ user_id: "IT.2", profile: { name: "Bea" } }], messages: [{ id: "wamid.X", type: "text", text: { body: "x" } }] });
    expect(first(payload).from).toEqual({ handles: [{ kind: "bsuid", value: "IT.2" }], profileName: "Bea" });
  });

  test("a message that nobody can be found for is a notice, not a customer without a handle", () => {
    expect(parse(change({ messages: [{ id: "wamid.X", type: "text", text: { body: "x" } }] }))).toEqual([notice("message.text")]);
  });

  test("opening a chat for the first time starts nothing", () =>
    expect(parse(message({ type: "request_welcome" }))).toEqual([notice("message.request_welcome")]));

  test("in a batch everybody has their own name", () => {
    const people = [
      { wa_id: "391", profile: { name: "Ada" } },
      { user_id: "IT.2", profile: { username: "bea" } },
    ];
    const texts = [
      { id: "1", from_user_id: "IT.2", timestamp: "2", type: "text", text: { body: "b" } },
      { id: "2", from: "391", timestamp: "1", type: "text", text: { body: "a" } },
      { id: "3", from: "393", timestamp: "3", type: "text", text: { body: "c" } },
    ];
    expect(parse(change({ contacts: people, messages: texts })).map((item) => item.what === "message" && item.from.profileName)).toEqual(["Ada", "bea", null]);
  });

  test("a username comes without its @; the parent's id, from the message or the contact, is no handle", () => {
    const contact = { user_id: "IT.2", parent_user_id: "IT.ENT.9", profile: { name: "Bea", username: "@bea" } };
    const said = { id: "wamid.X", from_user_id: "IT.2", type: "text", text: { body: "x" } };
    const bea = { handles: [{ kind: "bsuid", value: "IT.2" }], profileName: "Bea", username: "bea", providerParentId: "IT.ENT.9" };
    expect(first(change({ contacts: [contact], messages: [said] })).from).toEqual(bea);
    const told = { ...said, from_parent_user_id: "IT.ENT.7" };
    expect(first(change({ contacts: [contact], messages: [told] })).from).toEqual({ ...bea, providerParentId: "IT.ENT.7" });
  });

  test("a status that we do not know is a notice", () => {
    expect(parse(change({ statuses: [{ id: "wamid.X", status: "warmed", timestamp: "1" }] }))).toEqual([notice("status.warmed")]);
  });

  test("pricing is read as far as it is told; one that tells nothing is none", () => {
    const priced = (pricing: unknown) => {
      const [item] = parse(change({ statuses: [{ id: "wamid.X", status: "sent", timestamp: "1", pricing }] }));
      return item?.what === "receipt" ? item.pricing : item;
    };
    expect(priced({ type: "regular", category: "marketing" })).toEqual({ billable: null, pricingModel: "", type: "regular", category: "marketing" });
    expect(priced({ billable: false })).toEqual({ billable: false, pricingModel: "", type: "", category: "" });
    for (const nothing of [{}, null, "free", { billable: "no" }]) expect(priced(nothing)).toBeUndefined();
  });

  test("letters that end a text in the database are left out", () => expect(first(message({ type: "text", text: { body: "a\0b" } })).text).toBe("ab"));

  test("an edited caption is the message's new text", () => {
    const edit = { original_message_id: "wamid.Y", message: { type: "image", image: { id: "4", caption: "new" } } };
    expect(parse(message({ type: "edit", edit }))).toMatchObject([{ what: "edit", target: "wamid.Y", text: "new" }]);
  });

  test("an edit that cannot be read leaves the message as it was", () => {
    const edit = { original_message_id: "wamid.Y", message: { type: "hologram", hologram: { x: 1 } } };
    expect(parse(message({ type: "edit", edit }))).toEqual([notice("message.edit")]);
    expect(parse(message({ type: "revoke", revoke: {} }))).toEqual([notice("message.revoke")]);
  });

  test("JSON that is no webhook is a notice", () => {
    for (const payload of [null, 7, "x", [], {}, { entry: [] }, { entry: [{ changes: [null] }] }]) {
      expect(parse(payload)).toMatchObject([{ what: "notice" }]);
    }
  });
});
