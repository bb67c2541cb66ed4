import { readFileSync } from "node:fs";
import { createServer } from "node:tls";
import { egressOf } from "../../src/http/egress.ts";

// Run by egress.test.ts in a process of its own that trusts provider.example.pem: every name lives on this machine, one has the certificate.
const file = (name: string) => readFileSync(`${import.meta.dir}/${name}`);
const server = createServer({ cert: file("provider.example.pem"), key: file("provider.example.key.pem") }, (socket) => {
  socket.on("error", () => undefined);
  socket.on("data", (bytes) => {
    const host = /host: (.*)\r/i.exec(bytes.toString())?.[1] ?? "";
    socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${host.length}\r\n\r\n${host}`);
  });
});
server.on("tlsClientError", () => undefined);
server.listen(0, "127.0.0.1", async () => {
  const { port } = server.address() as { port: number };
  const egress = egressOf({ held: () => false, token: () => "t", addressesOf: async () => ["127.0.0.1"], isPrivate: () => false });
  const ask = async (host: string) => {
    try {
      return await (await egress(`https://${host}:${port}/`, { method: "POST", body: "{}" })).text();
    } catch (error) {
      return `${(error as Error).constructor.name} ${(error as Error).message}`;
    }
  };
  console.log(JSON.stringify([(await ask("provider.example")).replace(`:${port}`, ""), await ask("other.example")]));
  process.exit(0);
});
