import { expect, test } from "bun:test";
import { mailPassword, mailServer } from "../../src/mail/server.ts";
import { apply } from "./applying.ts";
import { office } from "./office.ts";

const env = { MAIL_PASSWORD: "s3cret-word" };
const mail = { host: "smtp.example.com", username: "parlo", password: { env: "MAIL_PASSWORD" }, fromName: "Shop", fromAddress: "help@shop.example" };

test("a file declares the server that mails leave by; a second time there is nothing to change, and the password is told nowhere", async () => {
  const here = office();
  expect(await apply(here, { mail }, { env })).toEqual(["workspace mail: added"]);
  expect(mailServer(here.db)).toEqual({
    host: "smtp.example.com",
    port: 587,
    security: "starttls",
    username: "parlo",
    fromName: "Shop",
    fromAddress: "help@shop.example",
  });
  expect(mailPassword(here.db, here.seal)).toBe("s3cret-word");
  expect(await apply(here, { mail }, { env })).toEqual([]);
  expect(await apply(here, { mail }, { env: { MAIL_PASSWORD: "another" } })).toEqual(["workspace mail: password changed"]);
});

test("what it does not name stays; absent says that no mail leaves any more", async () => {
  const here = office();
  await apply(here, { mail }, { env });
  expect(await apply(here, { mail: { port: "2525" } })).toEqual(["workspace mail: port 587 → 2525"]);
  expect(mailPassword(here.db, here.seal)).toBe("s3cret-word");
  expect(await apply(here, { mail: { absent: true } })).toEqual(["workspace mail: removed"]);
  expect([mailServer(here.db), mailPassword(here.db, here.seal)]).toEqual([null, null]);
});

test("what is wrong is said with its place", async () => {
  const here = office();
  expect(await apply(here, { mail: { ...mail, security: "ssl", hots: "x" } }, { env })).toEqual([
    "refused",
    "mail.security: must be one of starttls, tls, none",
    "mail.hots: is no attribute here; known are absent, host, port, security, username, password, fromName, fromAddress",
  ]);
  expect(await apply(here, { mail: [] })).toEqual(["refused", "mail: must be an object"]);
  expect(await apply(here, { mail: { host: "a b" } })).toContain("mail.fromAddress: is needed");
  expect(mailServer(here.db)).toBeNull();
});
