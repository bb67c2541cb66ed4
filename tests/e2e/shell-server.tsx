import { join } from "node:path";
import type { Server } from "bun";
import type { ComponentChild } from "preact";
import { busOf } from "../../src/events/bus.ts";
import type { Event, Facts, Kind } from "../../src/events/kinds.ts";
import { type Streams, streamsOf } from "../../src/events/stream.ts";
import { Layout } from "../../views/layout.tsx";
import type { Page } from "../../views/page.ts";
import { BarUpdate } from "../../views/parts/system-bar.tsx";
import { ToastPartial } from "../../views/parts/toast.tsx";
import { TodayFigures } from "../../views/parts/today.tsx";
import { html } from "../../views/render.tsx";
import { SamplePage, sampleBar, samplePage } from "../views/sample.tsx";

// The page shell and the live stream without the rest of Parlo: a page whose parts count how often they were asked for.

const ROOT = join(import.meta.dir, "../..");
const LIBRARIES: Readonly<Record<string, string>> = {
  "lib/htmx.js": "node_modules/htmx.org/dist/htmx.min.js",
  "lib/alpine.js": "node_modules/@alpinejs/csp/dist/module.esm.min.js",
};
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; worker-src 'self'; form-action 'self'";

export type ShellServer = {
  url: string;
  streams: Streams;
  /** Requests by path, in order. */
  asked: string[];
  happen<K extends Kind>(kind: K, about: Partial<Event>, data: Facts[K]): void;
  /** What the next requests meet: a slow part, an offer, an ended session, another build, another count. */
  state: { partMs: number; offer: string | null; ended: boolean; build: string; waiting: number };
  /** Goes away as a killed process does, and comes back on the same port. */
  down(): Promise<void>;
  up(): void;
  stop(): Promise<void>;
};

export function startShell({ port = 0, page = {} }: { port?: number; page?: Partial<Page> } = {}): ShellServer {
  let lastId = 0;
  const asked: string[] = [];
  const state = { partMs: 0, offer: null as string | null, ended: false, build: "test", waiting: 2 };
  const clock = () => performance.now();
  let bus = busOf(console.error);
  let streams = streamsOf({ bus, build: state.build, lastId, clock });
  const pageNow = () => samplePage({ now: Date.now(), seen: streams.lastId(), build: state.build, ...page });
  const answer = (view: ComponentChild, init = {}) => html(pageNow(), view, { headers: { "content-security-policy": POLICY }, ...init });

  const routes: Record<string, (request: Request, server: Server<undefined>) => Response | Promise<Response>> = {
    "/": () => answer(<LivePage page={pageNow()} />),
    "/sample": (request) => {
      const asked = new URL(request.url).searchParams;
      const shown = samplePage({ theme: asked.get("theme") === "dark" ? "dark" : "light", language: asked.get("language") === "it" ? "it" : "en" });
      return html(shown, <SamplePage page={shown} name={asked.get("name") ?? "Giulia Ferrari"} bar={sampleBar(shown.now, Number(asked.get("status") ?? 1))} />);
    },
    "/part": async () => {
      await Bun.sleep(state.partMs);
      return answer(<Part />);
    },
    "/bar": () => answer(<BarUpdate bar={{ ...sampleBar(Date.now()), waiting: state.waiting }} />),
    "/me/preferences": () => new Response(null, { status: 204 }),
    "/me/status": () => answer(<ToastPartial icon="circle-alert">Chiara was faster</ToastPartial>, { status: 409 }),
    "/today": () => answer(<TodayFigures averageMs={240_000} maxMs={960_000} inQueue={3} online={5} />),
    "/offer": () => answer(state.offer && <Offer id={state.offer} />),
    "/conversations/7": () => answer(<Layout title="7" at="conversations" bar={sampleBar(Date.now())} main="desk" children={<p data-conversation="7">7</p>} />),
    "/presence": () => new Response(null, { status: state.ended ? 401 : 204 }),
    "/stream": (request, server) => {
      server.timeout(request, 0);
      const keys = () => (state.ended ? null : ["session:1", "person:5", "everyone", "queue:3"]);
      return new Response(streams.open({ keys }), { headers: { "content-type": "text/event-stream" } });
    },
  };
  const serve = (at: number) =>
    Bun.serve({
      port: at,
      hostname: "127.0.0.1",
      fetch: async (request, server) => {
        const { pathname } = new URL(request.url);
        const file = /^\/static\/[^/]+\/(.*)$/.exec(pathname)?.[1];
        if (file) return new Response(Bun.file(join(ROOT, LIBRARIES[file] ?? `static/${file}`)));
        asked.push(pathname);
        return routes[pathname]?.(request, server) ?? new Response(null, { status: 404 });
      },
    });
  let server = serve(port);
  const at = server.port ?? 0;

  return {
    url: `http://127.0.0.1:${at}`,
    get streams() {
      return streams;
    },
    asked,
    state,
    happen: (kind, about, data) => {
      const none = { conversationId: null, agentId: null, queueId: null, wasAgentId: null, wasQueueId: null };
      bus.publish([{ id: ++lastId, at: 0, kind, ...none, ...about, data } as Event]);
    },
    down: () => server.stop(true),
    up: () => {
      streams.close();
      bus = busOf(console.error);
      streams = streamsOf({ bus, build: state.build, lastId, clock });
      server = serve(at);
    },
    stop: async () => {
      streams.close();
      await server.stop(true);
    },
  };
}

const Offer = ({ id }: { id: string }) => (
  <section class="offer" data-offer={id} data-expires={Number.MAX_SAFE_INTEGER}>
    <progress />
    <time data-countdown />
  </section>
);

let parts = 0;
const Part = () => <output>{++parts}</output>;

function LivePage({ page }: { page: Page }) {
  return (
    <Layout title="Live" at={null} bar={sampleBar(page.now)} main="page">
      <div id="seven" hx-get="/part" hx-trigger="conversation-7 from:body, live:again from:body" />
      <div id="listed" hx-get="/part" hx-trigger="list from:body" />
    </Layout>
  );
}
