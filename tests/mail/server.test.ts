import { afterEach, beforeEach, expect, test } from "bun:test";
import { SMTPServer } from "smtp-server";
import { CONSOLE } from "../../src/admin/audit.ts";
import { hold } from "../../src/admin/hold.ts";
import { changeMailServer, mailPassword, mailServer } from "../../src/mail/server.ts";
import { openApp, type TestApp } from "../http/app.ts";
import { NINE } from "../world.ts";
import { postOffice } from "./post-office.ts";

// The server that mails leave by, as an administrator sets and tries it.

let parlo: TestApp;
beforeEach(async () => {
  parlo = await openApp();
  await parlo.workspace.write((db) => db.run("UPDATE users SET email = 'ada@example.com' WHERE username = 'ada'"));
});
afterEach(() => parlo.close());

const form = {
  host: "smtp.example.com",
  port: "587",
  security: "starttls",
  username: "parlo",
  password: "s3cret-word",
  fromName: "Shop",
  fromAddress: "help@shop.example",
};
const revisionIn = (page: string) => /name="revision" value="([^"]*)"/.exec(page)?.[1] ?? "";
async function save(fields: Partial<Record<keyof typeof form, string>> = {}) {
  const ada = await parlo.signedIn("ada");
  const revision = revisionIn(await (await ada.get("/admin/mail")).text());
  return ada.post("/admin/mail", { ...form, ...fields, revision });
}
const tries = async (fields: Partial<Record<keyof typeof form, string | number>> = {}) =>
  (await (await parlo.signedIn("ada")).post("/admin/mail/test", { ...form, ...fields }, { "hx-request": "true" })).text();
const open = { security: "none", username: "", password: "" } as const;

test("the password is sealed, never shown again, and masked where the change is written down", async () => {
  expect((await save()).status).toBe(303);
  const { db, seal } = parlo.workspace;
  const { password, ...rest } = form;
  expect([mailServer(db), mailPassword(db, seal)]).toEqual([{ ...rest, port: 587, security: "starttls" }, password]);
  expect(await (await (await parlo.signedIn("ada")).get("/admin/mail")).text()).not.toInclude(password);
  const audited = JSON.stringify(db.query("SELECT * FROM audit WHERE subject = 'mail'").all());
  expect([audited.includes("•••"), audited.includes(password), JSON.stringify(db.query("SELECT * FROM settings").all()).includes(password)]).toEqual([
    true,
    false,
    false,
  ]);
  expect(parlo.heard.map(({ kind }) => kind)).toContain("workspace.changed");
});

test("an empty password leaves the one that is set, for its own server only; without an account there is none; without a host no mail leaves", async () => {
  await save();
  await save({ fromName: "Our shop", password: "" });
  const { db, seal } = parlo.workspace;
  expect([mailServer(db)?.fromName, mailPassword(db, seal)]).toEqual(["Our shop", form.password]);
  expect((await save({ host: "mail.example.com", password: "" })).status).toBe(422);
  expect(await tries({ host: "mail.example.com", password: "" })).toInclude("Fill in");
  expect([mailServer(db)?.host, mailPassword(db, seal)]).toEqual([form.host, form.password]);
  await save({ username: "", password: "" });
  expect(mailPassword(db, seal)).toBeNull();
  await save({ host: " " });
  expect(mailServer(db)).toBeNull();
});

test("what is wrong is said beside its field", async () => {
  const wrong = async (fields: Parameters<typeof save>[0]) => {
    const response = await save(fields);
    return [response.status, [...(await response.text()).matchAll(/id="(\w+)-wrong"/g)].map(([, name]) => name)];
  };
  expect(await wrong({ host: "http://smtp.example.com/" })).toEqual([422, ["host"]]);
  expect(await wrong({ port: "70000" })).toEqual([422, ["port"]]);
  expect(await wrong({ security: "none" })).toEqual([422, ["username"]]);
  expect(await wrong({ password: "" })).toEqual([422, ["password"]]);
  expect(await wrong({ fromAddress: "nobody", fromName: "Shop\nBcc: x" })).toEqual([422, ["fromName", "fromAddress"]]);
  expect(mailServer(parlo.workspace.db)).toBeNull();
  expect(await (await save({ port: "0" })).text()).toInclude(`value="${form.password}"`);
});

test("who saves an older form than another did is told", async () => {
  const ada = await parlo.signedIn("ada");
  const revision = revisionIn(await (await ada.get("/admin/mail")).text());
  await save();
  expect((await ada.post("/admin/mail", { ...form, host: "old.example.com", revision })).status).toBe(409);
  expect(mailServer(parlo.workspace.db)?.host).toBe(form.host);
});

test("a test mail goes to the administrator's own address, with what stands in the form", async () => {
  await using office = await postOffice();
  expect(await tries({ ...open, host: "127.0.0.1", port: office.port })).toInclude("The server has taken the mail for ada@example.com");
  expect(office.got.map(({ to, from }) => [to, from])).toEqual([["ada@example.com", "help@shop.example"]]);
  expect(mailServer(parlo.workspace.db)).toBeNull();
  await parlo.workspace.write((db) => db.run("UPDATE users SET email = NULL WHERE username = 'ada'"));
  expect(await tries({ ...open, host: "127.0.0.1", port: office.port })).toInclude("has no e-mail address");
});

test("what failed is said in plain words", async () => {
  await using office = await postOffice();
  const here = { ...open, host: "127.0.0.1", port: office.port };
  expect(await tries({ ...open, host: "no-such-host.invalid" })).toInclude("was not found");
  expect(await tries({ ...here, port: 1 })).toInclude("refused the connection");
  expect(await tries({ ...here, security: "starttls" })).toInclude("does not offer this kind of security");
  expect(await tries({ ...here, security: "tls" })).toInclude("does not offer this kind of security");
  office.turns("no-sender");
  expect(await tries(here)).toInclude("refused the sender");
  office.turns("no-recipient");
  expect(await tries(here)).toInclude("refused the recipient");
  office.turns("full");
  expect(await tries(here)).toInclude("larger than the mail server takes");
  office.turns("drops-after");
  expect(await tries(here)).toInclude("did not say that it will deliver it");
  expect(await tries({ host: "" })).toInclude("Fill in the server");
  await parlo.workspace.write((db) => hold(db, CONSOLE, NINE));
  const asked = office.asked();
  expect(await tries(here)).toInclude("is held");
  expect(office.asked()).toBe(asked);
}, 60_000);

test("a certificate that nobody known has signed is refused, by TLS and by STARTTLS, before the password is told", async () => {
  const passwords: unknown[] = [];
  for (const secure of [true, false]) {
    const server = new SMTPServer({
      secure,
      key: await Bun.file(`${import.meta.dir}/../http/provider.example.key.pem`).text(),
      cert: await Bun.file(`${import.meta.dir}/../http/provider.example.pem`).text(),
      onAuth: ({ password }, _, done) => {
        passwords.push(password);
        done(null, { user: "parlo" });
      },
    });
    server.on("error", () => {});
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const { port } = server.server.address() as { port: number };
    expect(await tries({ host: "127.0.0.1", port, security: secure ? "tls" : "starttls" })).toInclude("The certificate of the mail server is not valid");
    await new Promise<void>((closed) => server.close(() => closed()));
  }
  expect(passwords).toEqual([]);
});

test("nobody but who administers the workspace sets or tries it", async () => {
  const vito = await parlo.signedIn("vito");
  expect([(await vito.get("/admin/mail")).status, (await vito.post("/admin/mail", form)).status, (await vito.post("/admin/mail/test", form)).status]).toEqual([
    403, 403, 403,
  ]);
});

test("setting the same again changes nothing", async () => {
  const { write, seal, db } = parlo.workspace;
  const count = () => db.query("SELECT (SELECT count(*) FROM audit) AS audited, (SELECT count(*) FROM events) AS events").get();
  await write((db_) => changeMailServer(db_, seal, form, CONSOLE, NINE));
  const before = count();
  await write((db_) => changeMailServer(db_, seal, { ...form, password: "" }, CONSOLE, NINE));
  expect(count()).toEqual(before);
});

test("over TLS and over STARTTLS it signs in with the password, and says when that was refused", async () => {
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: `${import.meta.dir}/../http/certificate/cert.pem` };
  const child = Bun.spawn([process.execPath, new URL("./signs-in.ts", import.meta.url).pathname], { env, stdout: "pipe", stderr: "inherit" });
  expect(JSON.parse(await new Response(child.stdout).text())).toEqual(["sent", "sent", "sign-in", "sign-in"]);
}, 60_000);
