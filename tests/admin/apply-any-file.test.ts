import { expect, test } from "bun:test";
import { applyWorkspace } from "../../src/admin/apply/apply.ts";
import { type Declaration, FileProblems } from "../../src/admin/apply/declaration.ts";
import { BrokenJson, parseJson } from "../../src/admin/apply/json.ts";
import { prepare } from "../../src/admin/apply/prepare.ts";
import { CONSOLE } from "../../src/admin/audit.ts";
import { type Random, random } from "../random.ts";
import { NINE, type Office, office } from "./office.ts";

// Whatever a file says: it is applied whole or not at all, and a second time there is nothing to change.

const SEEDS = Number(process.env["SEEDS"] ?? 100);
const FILES_PER_OFFICE = 6;

const maybe = ({ some }: Random, attributes: Record<string, unknown>) => Object.fromEntries(some(Object.entries(attributes), 0.6));

const SKILLS: [string, ...string[]] = ["a", "B", "c", "d"];
const PEOPLE: [string, ...string[]] = ["ana", "Ben", "carla"];
const PLACES: [string, ...string[]] = ["q1", "Q2", "q3"];

function anyFile(roll: Random): Record<string, unknown[]> {
  const { some, pick, chance, between } = roll;
  const gone = (share = 0.15) => (chance(share) ? { absent: true } : {});
  const was = (from: [string, ...string[]]) => (chance(0.1) ? { was: pick(from) } : {});
  const ring = (afterSeconds: number) => ({ afterSeconds, skillsets: some(SKILLS, 0.4) });
  const settings = () => ({ phoneNumberId: String(between(1, 3)), wabaId: "2", accessToken: pick(["t1", "t2"]), appSecret: "s", verifyToken: "v" });
  const profile = (name: string) => ({
    name,
    ...maybe(roll, { capacity: between(0, 8), permissions: { "conversations.view": pick(["own", "queues"]) } }),
    ...gone(),
  });
  const user = (username: string) => ({
    username,
    profile: pick(["agent", "administrator", "Night"]),
    ...maybe(roll, { name: pick(["X", "Y"]), email: pick([null, "x@example.com"]), capacity: pick([null, 3]), skillsets: some(SKILLS, 0.5) }),
    ...gone(),
    ...was(PEOPLE),
  });
  const longer = () => ({
    overflow: pick([null, { queue: pick(PLACES), afterSeconds: 90 }]),
    kinds: pick([null, ["whatsapp"], ["webchat", "whatsapp"]]),
    hours: pick([null, { week: { mon: [["09:00", "18:00"]] } }]),
    slaSeconds: { chat: pick([null, 60]) },
    offline: pick([null, { en: "Later." }]),
  });
  const queue = (name: string) => ({
    name,
    ...maybe(roll, { acceptance: pick(["manual", "automatic"]), offerSeconds: between(1, 60), rings: some([0, 30, 60], 0.5).map(ring) }),
    ...maybe(roll, chance(0.1) ? longer() : {}),
    ...(chance(0.15) ? { absent: true, ...maybe(roll, { moveTo: pick(PLACES) }) } : {}),
    ...was(PLACES),
  });
  const channel = (id: string) => ({ id, kind: "whatsapp", queue: pick(PLACES), settings: settings(), ...gone(0.1) });
  return {
    skillsets: some(SKILLS, 0.7).map((name) => ({ name, ...gone(), ...was(SKILLS) })),
    profiles: some(["Night", "supervisor"], 0.4).map(profile),
    users: some(PEOPLE, 0.5).map(user),
    queues: some(PLACES, 0.7).map(queue),
    channels: some(["wa", "wb"], 0.4).map(channel),
  };
}

function contents({ db }: Office): unknown {
  const tables = [
    "skillsets",
    "profiles",
    "profile_permissions",
    "users",
    "user_skillsets",
    "queues",
    "rings",
    "ring_skillsets",
    "channels",
    "secrets",
    "audit",
    "events",
  ];
  return tables.map((table) => db.query(`SELECT * FROM ${table}`).all());
}

function apply({ write, seal }: Office, declaration: Declaration, dryRun = false): { lines: string[] } | { refused: readonly string[] } {
  try {
    return { lines: write((db) => applyWorkspace(db, seal, declaration, { who: CONSOLE, dryRun }, NINE)) };
  } catch (error) {
    if (error instanceof FileProblems) return { refused: error.problems.map(({ path }) => path) };
    throw error;
  }
}

test("any file is applied whole or not at all, says beforehand what it will do, and has nothing to change the second time", async () => {
  let applied = 0;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const roll = random(seed);
    const here = office();
    for (let n = 0; n < FILES_PER_OFFICE; n++) {
      const file = anyFile(roll);
      const declaration = await prepare(JSON.stringify(file), {});
      const before = contents(here);
      const tried = apply(here, declaration, true);
      expect(contents(here)).toEqual(before);
      const said = apply(here, declaration);
      expect({ seed, said }).toEqual({ seed, said: tried });
      if ("refused" in said) {
        expect(said.refused).not.toBeEmpty();
        expect(contents(here)).toEqual(before);
        continue;
      }
      applied++;
      const after = contents(here);
      expect({ seed, n, file, again: apply(here, declaration) }).toEqual({ seed, n, file, again: { lines: [] } });
      expect(contents(here)).toEqual(after);
      if (said.lines.length > 0) expect(after).not.toEqual(before);
    }
  }
  expect(applied).toBeGreaterThan(SEEDS / 2);
}, 600_000);

test("our reader of JSON takes what the engine's takes, and nothing else", () => {
  const { below, pick } = random(7);
  const text = JSON.stringify({ a: [1, -2.5e3, true, null, 'q"\\\u0001é😀'], "b c": { d: [], e: {}, f: "\n" } }, null, 1);
  expect(parseJson(text)).toEqual(JSON.parse(text));
  for (let n = 0; n < 3_000; n++) {
    const at = below(text.length);
    const broken = text.slice(0, at) + pick(["", ",", '"', "}", "]", "{", ":", "x", "1", " ", "\\", "\t"]) + text.slice(at + below(3));
    expect({ broken, ours: attempt(() => parseJson(broken)) }).toEqual({ broken, ours: attempt(() => JSON.parse(broken)) });
  }
});

function attempt(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (error instanceof BrokenJson || error instanceof SyntaxError) return "broken";
    throw error;
  }
}
