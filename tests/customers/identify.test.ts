import { describe, expect, test } from "bun:test";
import type { Handle, Sender } from "../../src/channels/channel.ts";
import { handlesFor, identify, recognise, rehandle } from "../../src/customers/identify.ts";
import { bsuid, happened, kinds, lastEvent, MARIO, phone, waId } from "../talk.ts";
import { minutes, type World, world } from "../world.ts";

const PLACE = { channelKind: "whatsapp", scope: "waba" };
const from = (here: World, handles: Handle[], { profileName = null as string | null, place = PLACE, at = here.now } = {}) =>
  here.write((db) => identify(db, place, { handles, profileName }, here.now, at));
const moves = (here: World, before: Handle[], after: Handle[]) => here.write((db) => rehandle(db, PLACE, before, after, here.now));
const reached = (here: World, id: number) => handlesFor(here.db, id).map(({ value }) => value);
const disputes = (here: World) =>
  happened(here)
    .filter(({ kind }) => kind === "identity.disputed")
    .map(({ data }) => data);

describe("somebody who writes", () => {
  test("for the first time is a new customer, whom all of the handles name from then on", () => {
    const here = world();
    const found = here.write((db) => identify(db, PLACE, MARIO, here.now));
    expect(here.db.query("SELECT c.name, i.profile_name FROM identities i JOIN customers c ON c.id = i.customer_id WHERE i.id = ?").values(found.id)).toEqual([
      [null, "Mario Rossi"],
    ]);
    for (const handle of MARIO.handles) expect(from(here, [handle])).toMatchObject({ id: found.id, customerId: found.customerId });
  });

  test("is known by the most trusted handle: the user id, then the number of WhatsApp, then the phone", () => {
    const here = world();
    const one = from(here, [bsuid("IT.A")]);
    const two = from(here, [waId("39333")]);
    const three = from(here, [phone("+39333")]);
    expect(from(here, [bsuid("IT.A"), waId("39333"), phone("+39333")]).id).toBe(one.id);
    expect(from(here, [bsuid("IT.NEW"), waId("39333"), phone("+39333")]).id).toBe(two.id);
    expect(from(here, [waId("39444"), phone("+39333")]).id).toBe(three.id);
  });

  test("with a new handle beside a known one is who was known", () => {
    const here = world();
    const { id } = from(here, [bsuid("IT.A")]);
    from(here, [bsuid("IT.A"), waId("39333"), phone("+39333")]);
    expect(from(here, [phone("+39333")]).id).toBe(id);
    expect(kinds(here)).toEqual([]);
  });

  test("is somebody else in another portfolio, and on another kind of channel", () => {
    const here = world();
    const ids = [PLACE, { ...PLACE, scope: "other" }, { ...PLACE, channelKind: "telegram" }].map((place) => from(here, [waId("39333")], { place }).id);
    expect(new Set(ids).size).toBe(3);
  });

  test("has the profile's latest name; without one it stays", () => {
    const here = world();
    const name = () => here.db.query("SELECT profile_name FROM identities ORDER BY id DESC LIMIT 1").values()[0]?.[0];
    from(here, [waId("39333")], { profileName: "Mario" });
    from(here, [waId("39333")], { profileName: "Mario R." });
    from(here, [waId("39333")]);
    expect(name()).toBe("Mario R.");
  });

  test("has the latest username, and the id across linked portfolios; without them they stay", () => {
    const here = world();
    const called = (more: Partial<Sender>) => {
      const sender = { handles: [bsuid("IT.A")], profileName: "Mario", ...more };
      const { id } = here.write((db) => identify(db, PLACE, sender, here.now));
      return here.db.query("SELECT profile_name, username, provider_parent_id FROM identities WHERE id = ?").values(id)[0];
    };
    expect(called({ username: "mario.rossi" })).toEqual(["Mario", "mario.rossi", null]);
    expect(called({ providerParentId: "IT.ENT.1" })).toEqual(["Mario", "mario.rossi", "IT.ENT.1"]);
    expect(called({ username: "rossi.mario", providerParentId: "IT.ENT.2" })).toEqual(["Mario", "rossi.mario", "IT.ENT.2"]);
    expect(called({})).toEqual(["Mario", "rossi.mario", "IT.ENT.2"]);
    expect(lastEvent(here)).toBe(0);
  });

  test("is somebody else under another user id, whatever name, username and parent they share", () => {
    const here = world();
    const same = { profileName: "Mario", username: "mario.rossi", providerParentId: "IT.ENT.1" };
    const ids = ["IT.A", "IT.B"].map((id) => here.write((db) => identify(db, PLACE, { handles: [bsuid(id)], ...same }, here.now)));
    expect(new Set(ids.map(({ customerId }) => customerId)).size).toBe(2);
    expect([recognise(here.db, PLACE, [bsuid("IT.ENT.1")]), recognise(here.db, PLACE, [bsuid("mario.rossi")]), disputes(here)]).toEqual([null, null, []]);
  });

  test("is answered to the number last used", () => {
    const here = world();
    const { id } = from(here, [bsuid("IT.A"), waId("39999")]);
    here.now += minutes(1);
    from(here, [bsuid("IT.A"), waId("39111")]);
    expect(reached(here, id)).toEqual(["IT.A", "39111", "39999"]);
    here.now += minutes(1);
    from(here, [bsuid("IT.A"), waId("39999")]);
    expect(reached(here, id)).toEqual(["IT.A", "39999", "39111"]);
  });

  test("is not answered to an old number because an old message comes late", () => {
    const here = world();
    const { id } = from(here, [bsuid("IT.A"), waId("39111")]);
    here.now += minutes(10);
    from(here, [bsuid("IT.A"), waId("39999")]);
    here.now += minutes(10);
    from(here, [bsuid("IT.A"), waId("39111")], { at: here.now - minutes(15) });
    expect(reached(here, id)).toEqual(["IT.A", "39999", "39111"]);
  });
});

describe("handles of two people in one message", () => {
  const two = () => {
    const here = world();
    return { here, one: from(here, [bsuid("IT.A")]).id, other: from(here, [phone("+39333")]).id };
  };

  test("are told to a person, once, and never merged", () => {
    const { here, one, other } = two();
    for (let n = 0; n < 3; n++) expect(from(here, [bsuid("IT.A"), phone("+39333")]).id).toBe(one);
    expect(disputes(here)).toEqual([{ identityId: one, otherId: other }]);
    expect(from(here, [phone("+39333")]).id).toBe(other);
  });

  test("are told once, whichever of them is believed", () => {
    const { here, one, other } = two();
    from(here, [bsuid("IT.A"), phone("+39333")]);
    from(here, [phone("+39333"), bsuid("IT.A")]);
    expect(disputes(here)).toEqual([{ identityId: one, otherId: other }]);
  });
});

describe("a change of handles that the provider tells", () => {
  const mario = () => {
    const here = world();
    const { id } = here.write((db) => identify(db, PLACE, MARIO, here.now));
    return { here, id };
  };
  const OLD = [waId("393471234567"), phone("+393471234567")];
  const NEW = [waId("393470000000"), phone("+393470000000")];

  test("puts the new ones in the place of those of the same kind", () => {
    const { here, id } = mario();
    expect(moves(here, [bsuid("IT.MARIO"), ...OLD], NEW)?.id).toBe(id);
    expect(reached(here, id)).toEqual(["IT.MARIO", "+393470000000", "393470000000"]);
    expect(recognise(here.db, PLACE, OLD)).toBeNull();
    expect(happened(here)).toEqual([{ kind: "identity.changed", data: { identityId: id } }]);
  });

  test("that is told again is no news, not even when it comes after the next", () => {
    const { here, id } = mario();
    const LAST = [waId("393475555555"), phone("+393475555555")];
    moves(here, [bsuid("IT.MARIO"), ...OLD], NEW);
    moves(here, [bsuid("IT.MARIO"), ...NEW], LAST);
    const before = lastEvent(here);
    expect(moves(here, [bsuid("IT.MARIO"), ...NEW], LAST)).toBeNull();
    expect(moves(here, [bsuid("IT.MARIO"), ...OLD], NEW)).toBeNull();
    expect([reached(here, id), lastEvent(here)]).toEqual([["IT.MARIO", "+393475555555", "393475555555"], before]);
  });

  test("of a user id is known by the number", () => {
    const { here, id } = mario();
    expect(moves(here, [bsuid("IT.MARIO"), ...OLD], [bsuid("IT.NEW")])?.id).toBe(id);
    expect(recognise(here.db, PLACE, [bsuid("IT.NEW")])?.id).toBe(id);
    expect(recognise(here.db, PLACE, [bsuid("IT.MARIO")])).toBeNull();
  });

  test("to a number of somebody else is told to a person and takes nothing from anybody", () => {
    const { here, id } = mario();
    const { id: other } = from(here, NEW);
    for (let n = 0; n < 2; n++) expect(moves(here, [bsuid("IT.MARIO"), ...OLD], NEW)).toBeNull();
    expect(disputes(here)).toEqual([{ identityId: id, otherId: other }]);
    expect([recognise(here.db, PLACE, OLD)?.id, recognise(here.db, PLACE, NEW)?.id]).toEqual([id, other]);
  });

  test("of nobody we know is nothing", () => {
    const { here } = mario();
    expect([moves(here, [waId("1")], [waId("2")]), lastEvent(here)]).toEqual([null, 0]);
  });
});
