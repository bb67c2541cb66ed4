import { SMTPServer } from "smtp-server";

/** A mail that was handed in: its envelope, and what it looks like when it is opened. */
export type Got = { from: string; to: string; raw: string; header(name: string): string; parts: Part[]; text: string; html: string };
type Part = { type: string; name: string; content: Buffer };
type Way = "takes" | "drops" | "drops-after" | "busy" | "full" | "no-sender" | "no-recipient";

/** A real mail server on this machine, whose mood can be set. */
export async function postOffice() {
  const got: Got[] = [];
  let way: Way = "takes";
  let connections = 0;
  const refused = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode });
  const server: SMTPServer = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    hideSTARTTLS: true,
    onConnect: (_, done) => {
      connections++;
      done();
    },
    onMailFrom: (_, __, done) => done(way === "no-sender" ? refused(553, "not your address") : null),
    onRcptTo: (_, __, done) => done(way === "no-recipient" ? refused(550, "no such mailbox") : null),
    onData: (stream, { envelope }, done) => {
      const pieces: Buffer[] = [];
      stream.on("data", (piece: Buffer) => {
        pieces.push(piece);
        if (way === "drops") drop();
      });
      stream.on("end", () => {
        if (way === "busy") return done(refused(451, "try later"));
        if (way === "full") return done(refused(552, "too much"));
        const raw = Buffer.concat(pieces).toString("latin1");
        const from = envelope.mailFrom ? envelope.mailFrom.address : "";
        got.push(opened(from, envelope.rcptTo[0]?.address ?? "", raw));
        if (way === "drops-after") return drop();
        done();
      });
    },
  });
  const drop = () => {
    for (const connection of (server as unknown as { connections: Set<{ _socket: { destroy(): void } }> }).connections) connection._socket.destroy();
  };
  server.on("error", () => {});
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.server.address() as { port: number };
  const close = () => new Promise<void>((closed) => server.close(() => closed()));
  return {
    port,
    got,
    turns: (mood: Way) => {
      way = mood;
    },
    asked: () => connections,
    close,
    server: { host: "127.0.0.1", port, security: "none", username: "", password: "", fromName: "Shop", fromAddress: "help@shop.example" },
    [Symbol.asyncDispose]: close,
  } as const;
}

function opened(from: string, to: string, raw: string): Got {
  const parts = leaves(raw);
  const header = (name: string) => headerOf(raw.slice(0, raw.indexOf("\r\n\r\n")), name);
  const bodyOf = (type: string) => parts.find((part) => part.type === type && part.name === "")?.content.toString() ?? "";
  return { from, to, raw, header, parts, text: bodyOf("text/plain").replaceAll("\r\n", "\n"), html: bodyOf("text/html") };
}

function leaves(raw: string): Part[] {
  const cut = raw.indexOf("\r\n\r\n");
  const [head, body] = [raw.slice(0, cut), raw.slice(cut + 4)];
  const type = headerOf(head, "content-type");
  const boundary = /boundary="?([^";]+)/.exec(type)?.[1];
  if (boundary)
    return body
      .split(`--${boundary}`)
      .slice(1, -1)
      .flatMap((part) => leaves(part.replace(/^\r\n/, "").replace(/\r\n$/, "")));
  const encoding = headerOf(head, "content-transfer-encoding");
  const name = /filename="?([^";]+)/.exec(headerOf(head, "content-disposition"))?.[1] ?? "";
  return [{ type: type.split(";")[0] ?? "", name, content: decoded(body, encoding) }];
}

const headerOf = (head: string, name: string) =>
  worded(new RegExp(`^${name}: ([^\\r]*(?:\\r\\n[ \\t][^\\r]*)*)`, "im").exec(head)?.[1]?.replace(/\r\n\s/g, " ") ?? "");

// RFC 2047: words of a header that are not ASCII.
const worded = (text: string) =>
  text
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_, how: string, word: string) =>
      how.toLowerCase() === "b" ? Buffer.from(word, "base64").toString() : quoted(word.replaceAll("_", " ")).toString(),
    );

const quoted = (text: string) =>
  Buffer.from(
    text.replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  );

function decoded(body: string, encoding: string): Buffer {
  if (encoding === "base64") return Buffer.from(body, "base64");
  return encoding === "quoted-printable" ? quoted(body) : Buffer.from(body, "latin1");
}
