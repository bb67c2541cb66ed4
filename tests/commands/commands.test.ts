import { expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort, makeFolder, runParlo, startParlo } from "../parlo.ts";

const SMALLEST = {
  skillsets: [{ name: "sales" }],
  users: [{ username: "ana", name: "Ana", email: "ana@example.com", password: { env: "ANA_PASSWORD" }, profile: "agent", skillsets: ["sales"] }],
  queues: [{ name: "sales", acceptance: "manual", offerSeconds: 30, priority: "medium", rings: [{ afterSeconds: 0, skillsets: ["sales"] }] }],
};

function fileOf(declared: unknown): string {
  const path = join(makeFolder(), "workspace.json");
  writeFileSync(path, JSON.stringify(declared));
  return path;
}

test("a wrong command line ends with 64 and one line that says what is wrong", async () => {
  for (const [args, says] of [
    [["dance"], "no command dance"],
    [["serve", "--colour", "red"], "no --colour"],
    [["apply"], "apply needs one file"],
    [["token", "create"], "--name"],
    [["serve", "--port"], "--port needs a value"],
  ] as const) {
    const { code, err } = await runParlo([...args]);
    expect([args, code, err.trim().split("\n").length, err.includes(says)]).toEqual([args, 64, 1, true]);
  }
});

test("wrong configuration ends with 78 and names all that is wrong at once", async () => {
  const { code, err } = await runParlo(["serve", "--port", "no", "--public-url", "example"]);
  expect([code, /--port must be a port number/.test(err), /--public-url must be an address/.test(err)]).toEqual([78, true, true]);
});

test("version and help say what they are asked", async () => {
  expect((await runParlo(["version"])).out).toMatch(/^parlo \d+\.\d+\.\d+/);
  expect((await runParlo(["--help"])).out).toContain("parlo apply FILE");
});

test("a folder has one owner: a second server is told whose it is, commands go to the first", async () => {
  const parlo = await startParlo();
  const second = await runParlo(["serve", "--data", parlo.folder, "--port", String(await freePort())]);
  expect([second.code, second.err.includes(String(parlo.pid))]).toEqual([78, true]);

  const file = fileOf(SMALLEST);
  const here = ["--data", parlo.folder];
  const first = await runParlo(["apply", file, "--dry-run", ...here], { ANA_PASSWORD: "a long enough one" });
  expect([first.code, first.out.includes("user ana: added")]).toEqual([0, true]);
  expect((await runParlo(["apply", file, ...here], { ANA_PASSWORD: "a long enough one" })).out).toContain("queue sales: added");
  expect((await runParlo(["apply", file, ...here], { ANA_PASSWORD: "another" })).out.trim()).toBe("nothing to change");

  const token = (await runParlo(["token", "create", "--name", "reports", ...here])).out.trim();
  const agents = await fetch(`${parlo.url}/api/v1/agents`, { headers: { authorization: `Bearer ${token}` } });
  expect([agents.status, ((await agents.json()) as { items: { username: string }[] }).items.map(({ username }) => username)]).toEqual([200, ["ana"]]);
  expect((await runParlo(["token", "list", ...here])).out).toMatch(/^1 {2}reports \(API, read only\), since /);
  expect((await runParlo(["token", "revoke", "1", ...here])).out.trim()).toBe("token 1 was revoked");
  expect((await fetch(`${parlo.url}/api/v1/agents`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(401);
  expect(await parlo.stop()).toBe(0);

  const alone = await runParlo(["user", "reset-password", "ana", ...here]);
  expect(alone.out).toMatch(/\/password\/[\w-]{22}/);
});

test("on an empty folder the console prints a one-time link, and after a restart another", async () => {
  const parlo = await startParlo();
  const link = await parlo.link();
  expect((await fetch(link)).status).toBe(200);
  await parlo.kill9();
  const again = await startParlo({ folder: parlo.folder, port: parlo.port });
  const newer = await again.link();
  expect([newer === link, (await fetch(link)).status, (await fetch(newer)).status]).toEqual([false, 410, 200]);
  await again.stop();
});

test("nobody else may read the folder", async () => {
  const parlo = await startParlo();
  const { stdout } = Bun.spawnSync(["find", parlo.folder, "-perm", "/077"]);
  expect(stdout.toString()).toBe("");
  await parlo.stop();
});
