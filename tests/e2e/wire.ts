import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A wire to a local server that can be cut and mended, as a network does it: what is open breaks, and nothing gets through. */
export type Wire = { url: string; cut(): void; mend(): void; close(): void };

export async function startWire(port: number): Promise<Wire> {
  const open = new Set<Socket>();
  let isCut = false;
  const keep = (socket: Socket) => {
    open.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => open.delete(socket));
    return socket;
  };
  const server = createServer((client) => {
    if (isCut) return client.destroy();
    const upstream = keep(connect(port, "127.0.0.1"));
    keep(client).pipe(upstream).pipe(client);
    client.on("close", () => upstream.destroy());
    upstream.on("close", () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const cut = () => {
    isCut = true;
    for (const socket of open) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    mend: () => {
      isCut = false;
    },
    close: () => {
      cut();
      server.close();
    },
  };
}
