import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { makeFolder, type Parlo, runParlo, startParlo } from "../parlo.ts";
import { rowsIn } from "./shop.ts";

// What the command line allows, and what stays apart: one demo from its first start to its second.

const folder = makeFolder();
let demo: Parlo;
beforeAll(async () => {
  demo = await startParlo({ args: ["demo"], folder });
});
afterAll(() => demo.stop());

const refused = (sentence: string) => ({ code: 78, out: "", err: expect.stringContaining(sentence) });
const count = (sql: string) => rowsIn<{ n: number }>(folder, `SELECT count(*) AS n FROM ${sql}`)[0]?.n ?? 0;

describe("parlo demo", () => {
  test("says on the console where it is, who may sign in, what happens, and that it talks to nobody", async () => {
    for (const words of [demo.url, "ana, ben or chiara", "supervisor", "admin", "parlo-demo", "never talks to the outside", folder])
      await demo.said(new RegExp(words));
  });

  test("serves this machine alone", async () => {
    const other = makeFolder();
    expect(await runParlo(["demo", "--data", other, "--host", "0.0.0.0"])).toEqual(refused("this machine alone"));
    expect(await runParlo(["demo", "--data", other], { PARLO_HOST: "192.0.2.7" })).toEqual(refused("192.0.2.7"));
    expect(await runParlo(["demo", "--data", other, "--public-url", "https://chat.example.com"])).toEqual(refused("--public-url"));
    expect(readdirSync(other)).toEqual([]);
  });

  test("touches no folder that somebody works with", async () => {
    const real = await startParlo();
    await real.stop();
    const settings = () => rowsIn(real.folder, "SELECT * FROM settings");
    const before = settings();
    expect(await runParlo(["demo", "--data", real.folder])).toEqual(refused(`${real.folder} is no demo`));
    expect(settings()).toEqual(before);
    expect(existsSync(join(real.folder, "data-demo"))).toBe(false);
  });

  test("has its folder for itself", async () => {
    expect(await runParlo(["demo", "--data", folder])).toEqual(refused(`in use by process ${demo.pid}`));
  });

  test("does not hang when its port is taken, and neither does serve", async () => {
    const words = ["--data", makeFolder(), "--port", String(demo.port)];
    const taken = { code: 78, out: "", err: expect.stringContaining(`port ${demo.port} of 127.0.0.1 is taken`) };
    expect(await runParlo(["demo", ...words])).toEqual(taken);
    expect(await runParlo(["serve", "--data", makeFolder(), "--port", String(demo.port)])).toEqual(taken);
  });

  test("takes no other words", async () => {
    expect(await runParlo(["demo", "me"])).toMatchObject({ code: 64, err: expect.stringContaining("me") });
  });
});

test("parlo serve refuses a demo’s folder while it runs, and when it has ended", async () => {
  const sentence = `${folder} was made by parlo demo`;
  expect(await runParlo(["serve", "--data", folder])).toEqual(refused(sentence));
  expect(await demo.stop()).toBe(0);
  expect(await runParlo(["serve", "--data", folder])).toEqual(refused(sentence));
});

test("when it has ended, its colleagues have signed out", () => {
  expect(rowsIn(folder, "SELECT username FROM users WHERE status_id IS NOT NULL")).toEqual([]);
});

test("a second start goes on with the same folder, at once, and the channel’s provider is where it listens", async () => {
  const closed = count("conversations WHERE state = 'closed'");
  demo = await startParlo({ args: ["demo"], folder });
  expect(count("conversations WHERE state = 'closed'")).toBeGreaterThanOrEqual(closed);
  expect([count("users"), count("channels"), count("queues")]).toEqual([5, 2, 2]);
  const [{ provider, apiUrl } = { provider: "", apiUrl: "none" }] = rowsIn<{ provider: string; apiUrl: string }>(
    folder,
    "SELECT s.value ->> 'provider' AS provider, c.settings ->> 'apiUrl' AS apiUrl FROM settings s, channels c WHERE s.key = 'demo' AND c.kind = 'whatsapp'",
  );
  expect(apiUrl).toBe(provider);
  expect((await fetch(provider)).status).toBe(401);
});
