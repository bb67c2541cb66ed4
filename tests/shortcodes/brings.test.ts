import { describe, expect, test } from "bun:test";
import { CONSOLE } from "../../src/admin/audit.ts";
import type { Choices } from "../../src/channels/channel.ts";
import { whatsapp } from "../../src/channels/whatsapp/index.ts";
import { FILES_MAX, ownerOf } from "../../src/conversations/reply.ts";
import { upload, uploadOf } from "../../src/files/attach.ts";
import { Invalid } from "../../src/http/errors.ts";
import { bringFiles } from "../../src/shortcodes/bring.ts";
import { addShortcode, changeShortcode, choosableIn, removeShortcode, type ShortcodeInput, shortcodeOr404 } from "../../src/shortcodes/define.ts";
import { happened, lastEvent } from "../talk.ts";
import { ana, arrives, ben, type World, world } from "../world.ts";

const option = (title: string, description = "") => ({ title, description });
const BUTTONS: Choices = { kind: "buttons", open: "", options: [option("At home"), option("Ask {agent}")] };
const WAY: ShortcodeInput = { title: "Way", category: "", text: "Turn left", choices: BUTTONS };

// Files are sent up by whoever fills in the form.
const by = (here: World, ownerId: number | null, userId: number = ana) => ({ ownerId, who: { ...CONSOLE, userId }, now: here.now });
const sendsUp = (here: World, clientId: string, userId: number = ana) => {
  const sha256 = new Bun.CryptoHasher("sha256").update(clientId).digest("hex");
  const kept = { sha256, size: 10, type: "application/pdf", width: null, height: null };
  here.write((db) => upload(db, { clientId, owner: ownerOf(userId), name: `${clientId}.pdf`, kept }, here.now));
  return clientId;
};
const adds = (here: World, input: Partial<ShortcodeInput> = {}, ownerId: number | null = null) =>
  here.write((db) => addShortcode(db, { ...WAY, ...input }, by(here, ownerId)));
const changes = (here: World, id: number, input: Partial<ShortcodeInput>) => here.write((db) => changeShortcode(db, id, { ...WAY, ...input }, by(here, null)));
const kept = (here: World, id: number) => shortcodeOr404(here.db, id, { ownerId: null });
const refused = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    if (error instanceof Invalid) return error.fields;
    throw error;
  }
  return null;
};
let ids = 0;
const brings = (here: World, shortcodeId: number, agentId: number = ana) =>
  here.write((db) => bringFiles(db, { shortcodeId, agentId, newId: () => `brought-${++ids}` }, here.now));

describe("the files of a shortcode", () => {
  test("are its own from then on: the upload is no more, one is taken out, another comes, and who says nothing of them changes none", () => {
    const here = world();
    const id = adds(here, { files: { kept: [], sent: [sendsUp(here, "way-file-1"), sendsUp(here, "way-file-2")] } });
    const names = () => kept(here, id).files.map(({ name }) => name);
    expect([names(), uploadOf(here.db, "way-file-1", ownerOf(ana))]).toEqual([["way-file-1.pdf", "way-file-2.pdf"], null]);
    const [, second] = kept(here, id).files;
    const since = lastEvent(here);
    changes(here, id, {});
    changes(here, id, { files: { kept: kept(here, id).files.map((file) => file.id), sent: [] } });
    expect(happened(here, since)).toEqual([]);
    changes(here, id, { files: { kept: [second?.id ?? 0], sent: [sendsUp(here, "way-file-3")] } });
    expect(names()).toEqual(["way-file-2.pdf", "way-file-3.pdf"]);
    expect(happened(here, since).map(({ kind }) => kind)).toEqual(["shortcode.changed"]);
    here.write((db) => removeShortcode(db, id, by(here, null)));
    expect(here.db.query("SELECT count(*) AS n FROM shortcode_files").get()).toEqual({ n: 0 });
  });

  test("are refused where they are not there, another's, or too many; then nothing is changed", () => {
    const here = world();
    const id = adds(here);
    const sends = (...sent: string[]) => refused(() => changes(here, id, { title: "Other", files: { kept: [], sent } }));
    expect(sends("nothing-1")).toEqual({ files: "reply.file-missing" });
    expect(sends(sendsUp(here, "of-ben-01", ben))).toEqual({ files: "reply.file-missing" });
    expect(sends(...Array.from({ length: FILES_MAX + 1 }, (_, n) => sendsUp(here, `too-many-${n}`)))).toEqual({ files: "reply.too-many-files" });
    expect(kept(here, id)).toMatchObject({ title: "Way", files: [] });
  });

  test("are laid before an agent as their own uploads, each time anew; never those of another's shortcode", () => {
    const here = world();
    const id = adds(here, { files: { kept: [], sent: [sendsUp(here, "way-file-1")] } });
    const [one] = brings(here, id, ben);
    expect(one).toMatchObject({ name: "way-file-1.pdf", type: "application/pdf", size: 10 });
    expect(uploadOf(here.db, one?.clientId ?? "", ownerOf(ben))).toMatchObject({ name: "way-file-1.pdf" });
    expect(brings(here, id, ben)[0]?.clientId).not.toBe(one?.clientId ?? "");
    const own = adds(here, { title: "Own", files: { kept: [], sent: [sendsUp(here, "own-file-1")] } }, ana);
    expect(() => brings(here, own, ben)).toThrow("error.not-found");
  });
});

describe("the buttons of a shortcode", () => {
  test("are refused beside their fields; a variable that nobody knows, too", () => {
    const here = world();
    const tries = (choices: Choices) => refused(() => adds(here, { choices }));
    expect(tries({ ...BUTTONS, options: [option("x".repeat(21)), option("For {custmer}"), option("")] })).toEqual({
      "choices.0.title": "field.too-long",
      "choices.1.title": "shortcode.unknown",
      "choices.2.title": "field.required",
    });
    expect(tries({ kind: "list", open: "", options: [option("a", "{x}")] })).toEqual({
      "choices.open": "field.required",
      "choices.0.description": "shortcode.unknown",
    });
    const id = adds(here, { choices: { ...BUTTONS, options: [option(" At  home ")] } });
    expect(kept(here, id).choices).toEqual({ ...BUTTONS, options: [option("At home")] });
    changes(here, id, { choices: null });
    expect(kept(here, id).choices).toBeNull();
  });

  test("are filled for the conversation; where the channel has none, they stand numbered in the text", () => {
    const here = world();
    adds(here);
    const place = { conversationId: arrives(here), agentId: ana };
    expect(choosableIn(here.db, place, whatsapp)).toMatchObject([{ text: "Turn left", choices: { options: [option("At home"), option("Ask Ana")] } }]);
    expect(choosableIn(here.db, place, {})).toMatchObject([{ text: "Turn left\n\n1. At home\n2. Ask Ana", choices: null }]);
  });
});
