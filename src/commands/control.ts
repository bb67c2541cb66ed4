import { chmodSync, existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Said } from "./command.ts";

/** How a command reaches the process that owns the folder: HTTP over a socket that only the owner's user may open. */
type Asked = { command: string; request: unknown };

const BYTES_MAX = 64 * 1024 * 1024;

/** Takes commands of others for this folder. */
export function serveControl(dataDir: string, perform: (command: string, request: unknown) => Promise<Said>): { stop(): void } {
  const unix = join(dataDir, "control.sock");
  rmSync(unix, { force: true });
  const server = Bun.serve({
    unix,
    maxRequestBodySize: BYTES_MAX,
    fetch: async (request, server) => {
      server.timeout(request, 0);
      const { command, request: asked } = (await request.json()) as Asked;
      return Response.json(await perform(command, asked));
    },
  });
  chmodSync(unix, 0o600);
  return { stop: () => void server.stop(true) };
}

/** Asks the owner of a folder to perform a command. Null when nobody answers there. */
export async function askOwner(dataDir: string, command: string, request: unknown): Promise<Said | null> {
  const unix = join(dataDir, "control.sock");
  if (!existsSync(unix)) return null;
  try {
    const response = await fetch("http://localhost/", {
      unix,
      method: "POST",
      body: JSON.stringify({ command, request }),
      signal: AbortSignal.timeout(60 * 60_000),
    });
    return (await response.json()) as Said;
  } catch {
    return null;
  }
}
