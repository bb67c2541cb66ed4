import { expect, test } from "bun:test";
import { LEASE_MS } from "../../src/agents/presence.ts";
import { statusOf } from "../../src/agents/statuses.ts";
import { openApp, type TestApp } from "../http/app.ts";
import { minutes, STATUSES, seconds } from "../world.ts";

const kinds = ({ heard }: TestApp, from: number) => heard.slice(from).map(({ kind }) => kind);

async function readyAna() {
  const app = await openApp();
  const ana = await app.signedIn("ana");
  await ana.post("/me/status", { status: "ready" });
  return { app, ana, from: app.heard.length, status: () => statusOf(app.workspace.db, app.ids.ana).statusId };
}

test("a page that is heard of within the lease is there", async () => {
  const { app, ana, from, status } = await readyAna();
  for (let n = 0; n < 10; n++) {
    app.pass(seconds(80));
    expect((await ana.post("/presence")).status).toBe(204);
    await app.workspace.presence.sweep();
  }
  expect(kinds(app, from)).toEqual([]);
  expect(status()).toBe(STATUSES.ready);
  await app.close();
});

test("a page that is gone for the lease is unseen, once; when it is back, it is seen", async () => {
  const { app, ana, from, status } = await readyAna();
  await later(app, LEASE_MS + 1);
  app.pass(seconds(5));
  await app.workspace.presence.sweep();
  expect(kinds(app, from)).toEqual(["agent.unseen"]);
  expect(status()).toBe(STATUSES.ready);

  await ana.post("/presence");
  await app.workspace.writer.settled();
  expect(kinds(app, from)).toEqual(["agent.unseen", "agent.seen"]);
  await app.close();
});

/** Time goes by while somebody looks every few seconds, as the server does. */
async function later(app: TestApp, ms: number) {
  for (let left = ms; left > 0; left -= seconds(20)) {
    app.pass(Math.min(left, seconds(20)));
    await app.workspace.presence.sweep();
  }
}

test("exactly the lease is still in time", async () => {
  const { app, from } = await readyAna();
  await later(app, LEASE_MS);
  expect(kinds(app, from)).toEqual([]);
  await app.close();
});

test("gone for longer than 15 minutes is signed out, session and all", async () => {
  const { app, ana, from, status } = await readyAna();
  await later(app, minutes(15) + 1);
  expect(kinds(app, from)).toEqual(["agent.unseen", "session.ended", "agent.status-changed", "agent.signed-out"]);
  expect(app.heard.at(-1)?.data).toEqual({ reason: "unseen" });
  expect(status()).toBeNull();
  expect((await ana.get("/me")).status).toBe(303);
  await app.close();
});

test("a sweep that comes while another is under way tells nothing twice", async () => {
  const { app, from } = await readyAna();
  await later(app, LEASE_MS);
  app.pass(1);
  await Promise.all([app.workspace.presence.sweep(), app.workspace.presence.sweep()]);
  expect(kinds(app, from)).toEqual(["agent.unseen"]);
  await app.close();
});

test("who comes back while the absence is being written is seen in the end", async () => {
  const { app, from } = await readyAna();
  await later(app, LEASE_MS);
  app.pass(1);
  const sweeping = app.workspace.presence.sweep();
  app.workspace.presence.seen(app.ids.ana);
  await sweeping;
  await app.workspace.writer.settled();
  expect(kinds(app, from)).toEqual(["agent.unseen", "agent.seen"]);
  await app.close();
});

test("after the machine slept every lease begins anew", async () => {
  const { app, from, status } = await readyAna();
  app.pass(minutes(60));
  await app.workspace.presence.sweep();
  expect(kinds(app, from)).toEqual([]);
  await later(app, LEASE_MS + 1);
  expect(kinds(app, from)).toEqual(["agent.unseen"]);
  expect(status()).toBe(STATUSES.ready);
  await app.close();
});

test("the status is chosen by its id or by its name, and only one there is", async () => {
  const { app, ana, status } = await readyAna();
  expect((await ana.post("/me/status", { status: STATUSES["back-office"] })).status).toBe(204);
  expect(status()).toBe(STATUSES["back-office"]);
  expect((await ana.post("/me/status", { status: "asleep" })).status).toBe(422);
  expect(status()).toBe(STATUSES["back-office"]);
  await app.close();
});
