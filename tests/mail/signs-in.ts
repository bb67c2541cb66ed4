import { SMTPServer } from "smtp-server";
import { post } from "../../src/mail/client.ts";
import type { Security } from "../../src/mail/server.ts";

// Run by server.test.ts in a process of its own that trusts the certificate of localhost: a server that wants a password, by TLS and by STARTTLS.

const file = (name: string) => Bun.file(`${import.meta.dir}/../http/certificate/${name}`).text();
const [key, cert] = [await file("key.pem"), await file("cert.pem")];
const letter = { to: "a@example.com", subject: "s", text: "t", html: "t", messageId: "<1@shop.example>", date: new Date(0), files: [] };

async function ends(security: Security, password: string): Promise<string> {
  const server = new SMTPServer({
    secure: security === "tls",
    key,
    cert,
    onAuth: (auth, _, done) => (auth.username === "parlo" && auth.password === "right" ? done(null, { user: "parlo" }) : done(new Error("no"))),
    onData: (stream, { secure }, done) => {
      stream.resume();
      stream.on("end", () => done(secure ? null : new Error("in the clear")));
    },
  });
  server.on("error", () => {});
  await new Promise<void>((listening) => server.listen(0, "localhost", listening));
  const { port } = server.server.address() as { port: number };
  const posted = await post(letter, { host: "localhost", port, security, username: "parlo", fromName: "", fromAddress: "help@shop.example" }, password);
  return posted.ended === "not-sent" ? posted.code : posted.ended;
}

console.log(JSON.stringify([await ends("tls", "right"), await ends("starttls", "right"), await ends("tls", "wrong"), await ends("starttls", "wrong")]));
process.exit(0);
