import { describe, expect, test } from "bun:test";
import { Glob } from "bun";
import type { Inbound } from "../../src/channels/channel.ts";
import { kinds } from "../../src/channels/registry.ts";
import { type Random, random } from "../random.ts";

// Every kind of channel keeps the same promises. A new one only brings its recorded payloads.
for (const channel of kinds.values()) {
  describe(channel.kind, () => {
    const folder = `${import.meta.dir}/${channel.kind}/fixtures`;
    const recorded = async () => {
      const files = ["inbound.json", "status.json", "account.json"].filter((name) => [...new Glob(name).scanSync(folder)].length > 0);
      const all = await Promise.all(files.map((name) => Bun.file(`${folder}/${name}`).json() as Promise<Record<string, unknown>>));
      return all.flatMap((payloads) => Object.values(payloads));
    };

    test("says every setting once, and keeps what nobody may read among the secrets", () => {
      const keys = channel.settings.map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
      for (const { key, secret, made } of channel.settings) if (!made) expect(secret === true).toBe(/token|secret|password/i.test(key));
    });

    test("refuses what nobody signed, and everything when its secret is not set", () => {
      const settings = Object.fromEntries(channel.settings.map(({ key }) => [key, "s3cret"]));
      const body = new TextEncoder().encode("{}");
      const names = ["x-hub-signature-256", "x-hub-signature", "x-telegram-bot-api-secret-token"];
      for (const value of ["", "sha256=", "s3cret", "undefined"]) {
        const headers = new Headers(names.map((name) => [name, value] as [string, string]));
        if (value !== "s3cret") expect(channel.verify?.(headers, body, settings) ?? false).toBe(false);
        expect(channel.verify?.(headers, body, {}) ?? false).toBe(false);
      }
    });

    // Where there is no provider there is nothing to read.
    if (!channel.parse) return;

    test("has recorded payloads", async () => expect((await recorded()).length).toBeGreaterThan(0));

    test("reads any JSON without throwing, and names everything it reads", async () => {
      const dice = random(1);
      for (const payload of await recorded()) {
        for (let n = 0; n < 200; n++) {
          const items = channel.parse?.(JSON.parse(JSON.stringify(damaged(payload, dice)))) ?? [];
          for (const item of items) check(item);
        }
      }
    });

    test("reads the same of the same bytes", async () => {
      for (const payload of await recorded()) expect(channel.parse?.(structuredClone(payload))).toEqual(channel.parse?.(payload));
    });
  });
}

const WRONG: readonly [unknown, ...unknown[]] = [null, true, 0, -1, 1e300, "", "x", "\0", [], {}, [null], { id: {} }];

/** A copy in which one part, somewhere, is something else, twice, or not there. */
function damaged(value: unknown, dice: Random): unknown {
  if (typeof value !== "object" || value === null || dice.chance(0.08)) return dice.pick(WRONG);
  const [first, ...rest] = Object.keys(value);
  if (first === undefined) return dice.pick(WRONG);
  const key = dice.pick([first, ...rest]);
  const child = (value as Record<string, unknown>)[key];
  if (Array.isArray(value)) return dice.chance(0.1) ? [...value, ...value] : value.map((part) => (part === child ? damaged(part, dice) : part));
  if (dice.chance(0.1)) return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  return { ...value, [key]: damaged(child, dice) };
}

function check(item: Inbound) {
  if (item.what === "notice") return expect(item.topic).not.toBe("");
  expect(typeof item.account).toBe("string");
  expect(item.account).not.toBe("");
  expect(item.providerId).not.toBe("");
  const at = item.what === "message" ? item.sentAt : item.at;
  expect(Number.isSafeInteger(at) && at >= 0).toBe(true);
  if (item.what === "message" || item.what === "reaction") expect(item.from.handles.length).toBeGreaterThan(0);
  if (item.what === "message") expect(() => JSON.stringify(item.data)).not.toThrow();
  if ("target" in item) expect(item.target).not.toBe("");
  expect(JSON.stringify({ ...item, data: null })).not.toContain("\\u0000");
}
