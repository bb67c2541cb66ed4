import { type AnyElysia, Elysia } from "elysia";
import { type Config, ConfigProblem } from "../config.ts";
import type { Workspace } from "../workspace.ts";
import { access, statedBy } from "./access.ts";
import { assetRoutes } from "./assets.ts";
import { BODY_BYTES_MAX, bytesMaxFor, withinLimit } from "./body.ts";
import { BadRequest } from "./errors.ts";
import { metricsOf } from "./metrics.ts";
import { pageHeaders, underPolicy } from "./policy.ts";
import { refuse } from "./refuse.tsx";

/** An answer may take this long without a byte; streams take their own time (`server.timeout(request, 0)`). */
const IDLE_SECONDS = 60;

/**
 * Everything that is served. It knows of the slices only their routes; each of them states who may come, or this throws.
 * What any of them throws becomes an answer here.
 */
export function serverOf(workspace: Workspace, ...routes: readonly AnyElysia[]) {
  const { config, assets } = workspace;
  const page = pageHeaders(config.publicUrl.protocol === "https:");
  const metrics = metricsOf(workspace);

  const app = new Elysia({ aot: true })
    .onRequest((context) => {
      const { request, server } = context;
      checkUrl(request.url);
      // Before the request is another: of one that Bun did not make it knows no peer.
      if (server) (context as { peer?: string }).peer = server.requestIP(request)?.address ?? "";
      if (request.method !== "GET") context.request = withinLimit(request, bytesMaxFor(request.url));
    })
    .onError(({ error, request }) => {
      const answer = underPolicy(refuse(workspace, error, request, new URL(request.url).pathname), page);
      metrics.refused(answer.status);
      return answer;
    })
    .mapResponse(({ responseValue }) => {
      if (responseValue instanceof Response) underPolicy(responseValue, page);
    })
    .use(access(workspace))
    .get("/healthz", () => Response.json({ status: "ok" }), { may: "anyone" })
    .use(metrics.routes)
    .use(assetRoutes(assets));
  for (const slice of routes) app.use(slice);
  checkStated(app);
  return app.compile();
}

/** Listens as the configuration says, by HTTP or with own certificate files by HTTPS. Throws ConfigProblem where it cannot. */
export function listen(app: ReturnType<typeof serverOf>, { config }: Workspace): Bun.Server<unknown> {
  const { host, port, tls } = config;
  try {
    app.server = Bun.serve({
      hostname: host,
      port,
      // Another Parlo on the same port would take half of what comes in.
      reusePort: false,
      idleTimeout: IDLE_SECONDS,
      maxRequestBodySize: BODY_BYTES_MAX,
      development: false,
      ...(tls ? { tls: { cert: Bun.file(tls.cert), key: Bun.file(tls.key) } } : {}),
      fetch: app.fetch,
    });
    return app.server;
  } catch (error) {
    throw new ConfigProblem(78, why((error as { code?: string }).code ?? "", config) ?? String(error));
  }
}

function why(code: string, { host, port, tls }: Config): string | null {
  if (code === "EADDRINUSE") return `port ${port} of ${host} is taken: stop what listens there, or choose another with --port`;
  if (code === "EACCES") return `port ${port} needs more rights than this user has: choose one above 1023 with --port`;
  if (code === "EADDRNOTAVAIL" || code === "EINVAL") return `${host} is no address of this machine: choose one with --host`;
  return tls ? `the certificate ${tls.cert} with the key ${tls.key} cannot be used: ${code}` : null;
}

// Elysia looks for the path from the URL's 11th letter: behind a host of less than four letters it would find another one.
const PATH_FROM = 11;
function checkUrl(url: string) {
  if (url.indexOf("/", "https://".length) < PATH_FROM) throw new BadRequest();
}

/** Files for the browser are everybody's; all else says who may come. */
function checkStated({ routes }: AnyElysia) {
  const silent = routes.filter(({ path, hooks }) => !path.startsWith("/static/") && statedBy(hooks) === null);
  if (silent.length > 0) throw new Error(`routes that do not state who may come: ${silent.map(({ method, path }) => `${method} ${path}`).join(", ")}`);
}
