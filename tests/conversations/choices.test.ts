import { describe, expect, test } from "bun:test";
import type { ChannelKind, Choices } from "../../src/channels/channel.ts";
import { COMMON, numbered } from "../../src/channels/choices.ts";
import { kinds } from "../../src/channels/registry.ts";
import { webchat } from "../../src/channels/webchat/index.ts";
import { whatsapp } from "../../src/channels/whatsapp/index.ts";
import { deliveryOf } from "../../src/conversations/delivery.ts";
import { ownerOf, type Reply, reply } from "../../src/conversations/reply.ts";
import { changesOf, threadOf } from "../../src/desk/thread.ts";
import { upload } from "../../src/files/attach.ts";
import { Invalid } from "../../src/http/errors.ts";
import { conversationOf } from "../desk/talk.ts";
import { happened, lastEvent, message, type Talk, takes, talk, writes } from "../talk.ts";
import { ana } from "../world.ts";

const option = (title: string, description = "") => ({ title, description });
const BUTTONS: Choices = { kind: "buttons", open: "", options: [option("At home"), option("In the shop")] };
const LIST: Choices = { kind: "list", open: "Days", options: [option("Today", "until seven"), option("Monday")] };

const says = ({ here, id }: Talk, more: Partial<Reply> = {}, kind: ChannelKind = whatsapp) =>
  here.write((db) =>
    reply(db, { conversationId: id, agentId: ana, clientId: "client-1", text: "Where?", uploads: [], replyTo: null, ...more }, kind, here.now),
  );
const sendsUp = ({ here }: Talk, clientId: string, type: string) => {
  const sha256 = new Bun.CryptoHasher("sha256").update(clientId).digest("hex");
  here.write((db) => upload(db, { clientId, owner: ownerOf(ana), name: clientId, kept: { sha256, size: 10, type, width: null, height: null } }, here.now));
  return clientId;
};
/** What is refused, by field. */
const refused = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    if (error instanceof Invalid) return error.fields;
    throw error;
  }
  return null;
};

describe("an answer with buttons or a list", () => {
  test("keeps them with its text, in plain words, and gives them to the channel", () => {
    const one = talk();
    const since = lastEvent(one.here);
    const [id = 0] = says(one, { choices: { ...LIST, options: [option("  To\n day ", " until   seven "), option("Monday")] } });
    expect(message(one.here, id)).toMatchObject({
      kind: "text",
      text: "Where?",
      data: JSON.stringify({ choices: { ...LIST, options: [option("To day", "until seven"), option("Monday")] } }),
    });
    expect(deliveryOf(one.here.db, id, "")?.outbound.choices).toMatchObject({ kind: "list", open: "Days" });
    expect(happened(one.here, since).map(({ kind }) => kind)).toEqual(["message.written", "conversation.answered"]);
  });

  test("is refused with all that is wrong, each beside its field", () => {
    const one = talk();
    const tries = (choices: Choices, more: Partial<Reply> = {}) => refused(() => says(one, { choices, ...more }));
    expect(tries({ ...BUTTONS, options: [] })).toEqual({ choices: "choices.none" });
    expect(tries({ ...BUTTONS, options: ["a", "b", "c", "d"].map((title) => option(title)) })).toEqual({ choices: "choices.too-many.buttons" });
    expect(tries({ ...LIST, options: Array.from({ length: 11 }, (_, n) => option(`row ${n}`)) })).toEqual({ choices: "choices.too-many.list" });
    expect(tries({ ...BUTTONS, options: [option("Yes"), option(" Yes "), option(""), option("x".repeat(21))].slice(0, 3) })).toEqual({
      "choices.1.title": "choices.twice",
      "choices.2.title": "field.required",
    });
    expect(tries({ kind: "list", open: "", options: [option("x".repeat(25), "x".repeat(73))] })).toEqual({
      "choices.open": "field.required",
      "choices.0.title": "field.too-long",
      "choices.0.description": "field.too-long",
    });
    expect(tries(BUTTONS, { text: " " })).toEqual({ text: "choices.text-empty" });
    expect(tries(BUTTONS, { text: "x".repeat(1025) })).toEqual({ text: "choices.text-too-long" });
    expect(tries(LIST, { text: "x".repeat(1025) })).toBeNull();
  });

  test("takes one file along where the channel can, and else says so", () => {
    const one = talk();
    const [image, audio, other] = [sendsUp(one, "file-001", "image/png"), sendsUp(one, "file-002", "audio/mpeg"), sendsUp(one, "file-003", "image/png")];
    expect(refused(() => says(one, { choices: BUTTONS, uploads: [audio] }))).toEqual({ files: "choices.other-file" });
    expect(refused(() => says(one, { choices: LIST, uploads: [image] }))).toEqual({ files: "choices.no-file" });
    expect(refused(() => says(one, { choices: BUTTONS, uploads: [image, other] }))).toEqual({ files: "choices.one-file" });
    const [id = 0] = says(one, { choices: BUTTONS, uploads: [image] });
    expect(message(one.here, id)).toMatchObject({ kind: "image", text: "Where?" });
    expect(says(one, { clientId: "client-2", choices: LIST, uploads: [audio] }, webchat).length).toBe(1);
  });

  test("goes as numbered text where the channel has no buttons", () => {
    const one = talk();
    const { choices: _, ...plain } = whatsapp;
    const [id = 0] = says(one, { choices: LIST }, plain);
    expect(message(one.here, id)).toMatchObject({ text: "Where?\n\n1. Today: until seven\n2. Monday", data: null });
    expect(numbered("", BUTTONS)).toBe("1. At home\n2. In the shop");
  });
});

describe("what was chosen", () => {
  test("is marked on the message it answers, and the page is told of that message, too", () => {
    const one = talk();
    const { here } = one;
    const [asked = 0] = says(one, { choices: BUTTONS });
    takes(here, asked, "wamid.OUT1");
    const where = conversationOf(here, asked);
    const offered = () => threadOf(here.db, whatsapp, where).messages.find((one_) => one_.id === asked)?.offered;
    expect(offered()).toEqual({ ...BUTTONS, chosen: [] });
    const since = lastEvent(here);
    const answer = writes(here, "m2", { kind: "interactive", text: "In the shop", data: { type: "button_reply", id: "2" }, replyTo: "wamid.OUT1" }) ?? 0;
    expect(offered()?.chosen).toEqual([2]);
    const changed = changesOf(here.db, whatsapp, where, since).messages;
    expect(changed.map(({ id: of }) => of)).toEqual([asked, answer]);
    expect(changed.find(({ id: of }) => of === answer)).toMatchObject({ text: "In the shop", quotedId: asked, quotedText: "Where?", offered: null });
  });

  test("of buttons that are not ours to know is left as it is", () => {
    const one = talk();
    const [asked = 0] = says(one, { choices: BUTTONS });
    takes(one.here, asked, "wamid.OUT1");
    writes(one.here, "m2", { kind: "interactive", text: "Form", data: { type: "nfm_reply", response: {} }, replyTo: "wamid.OUT1" });
    const where = conversationOf(one.here, asked);
    expect(threadOf(one.here.db, whatsapp, where).messages.find(({ id }) => id === asked)?.offered?.chosen).toEqual([]);
  });
});

test.each([...kinds.values()])("$kind takes at least what is common to all that show buttons", ({ choices }) => {
  if (!choices) return;
  for (const kind of ["buttons", "list"] as const)
    for (const limit of ["max", "titleMax", "descriptionMax", "openMax"] as const) expect(choices[kind][limit]).toBeGreaterThanOrEqual(COMMON[kind][limit]);
});
