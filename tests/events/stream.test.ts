import { afterEach, expect, test } from "bun:test";
import { busOf } from "../../src/events/bus.ts";
import { CALM_MS } from "../../src/events/calm.ts";
import type { Event, Facts, Kind } from "../../src/events/kinds.ts";
import { COALESCE_MS } from "../../src/events/outlet.ts";
import { BEHIND_MAX, streamsOf } from "../../src/events/stream.ts";

const decoder = new TextDecoder();
const opened: { close(): void }[] = [];
afterEach(() => {
  for (const streams of opened.splice(0)) streams.close();
});

/** A workspace's streams, and a way to make things happen. */
function world() {
  let id = 40;
  let now = 0;
  const bus = busOf((error) => {
    throw error;
  });
  const streams = streamsOf({ bus, build: "b1", lastId: id, clock: () => now });
  opened.push(streams);
  const event = <K extends Kind>(kind: K, about: Partial<Event>, data: Facts[K]) =>
    ({ id: ++id, at: 0, kind, conversationId: null, agentId: null, queueId: null, wasAgentId: null, wasQueueId: null, ...about, data }) as Event;
  const received = (conversationId: number, agentId: number, queueId = 3) =>
    event("message.received", { conversationId, agentId, wasAgentId: agentId, queueId, wasQueueId: queueId }, { messageId: 1 });
  const later = (ms: number) => {
    now += ms;
  };
  return { bus, streams, event, received, later };
}

/** Reads a stream as a browser does: what was said, in order. */
function listen(stream: ReadableStream<Uint8Array>) {
  const reader = stream.getReader();
  let text = "";
  let over = false;
  const pump = async (): Promise<void> => {
    const { done, value } = await reader.read();
    if (done) {
      over = true;
      return;
    }
    text += decoder.decode(value);
    return pump();
  };
  void pump();
  const frames = () =>
    text.split("\n\n").flatMap((frame) => {
      const event = /^event: (.*)$/m.exec(frame)?.[1] ?? "message";
      const data = /^data: ?(.*)$/m.exec(frame)?.[1];
      return data === undefined ? [] : [{ event, data: data === "" ? null : JSON.parse(data) }];
    });
  return {
    frames,
    signals: () => frames().flatMap(({ event, data }) => (event === "message" ? [data as { id: number; topics: string[] }] : [])),
    events: () => frames().map(({ event }) => event),
    over: () => over,
    cancel: () => reader.cancel(),
  };
}
const listening = (...keys: string[]) => ({ keys: () => keys });
const settle = () => Bun.sleep(5);

test("a stream says hello with the build and the last event, then only what concerns it, without content", async () => {
  const { bus, streams, received } = world();
  const ana = listen(streams.open(listening("person:5")));
  const ben = listen(streams.open(listening("person:6")));
  bus.publish([received(7, 5)]);
  await settle();
  expect(ana.frames()).toEqual([
    { event: "hello", data: { id: 40, build: "b1" } },
    { event: "message", data: { id: 41, topics: ["conversation-7", "list", "me", "message-7"] } },
  ]);
  expect(ben.events()).toEqual(["hello"]);
  expect(streams.lastId()).toBe(41);
});

test("all that one commit tells is one signal, at once", async () => {
  const { bus, streams, received } = world();
  const ana = listen(streams.open(listening("person:5")));
  bus.publish([received(7, 5), received(8, 5), received(7, 5)]);
  await settle();
  expect(ana.signals()).toHaveLength(1);
  expect(ana.signals()[0]?.topics).toEqual(["conversation-7", "list", "me", "message-7", "conversation-8", "message-8"]);
  expect(ana.signals()[0]?.id).toBe(43);
});

test("two customers who write at nearly the same moment are both told of at once", async () => {
  const { bus, streams, received, later } = world();
  const ana = listen(streams.open(listening("person:5")));
  bus.publish([received(7, 5)]);
  await settle();
  later(5);
  bus.publish([received(8, 5)]);
  await settle();
  expect(ana.signals().length).toBe(2);
});

test("those who take what waits hear at once that something waits, and then at most once a second", async () => {
  const { bus, streams, event } = world();
  const ben = listen(streams.open(listening("takers")));
  const queued = () => event("conversation.queued", { conversationId: 7, queueId: 3, wasQueueId: 3 }, { reason: "new" });
  bus.publish([queued()]);
  await settle();
  expect(ben.signals().map(({ topics }) => topics)).toEqual([["waiting"]]);
  for (let n = 0; n < 10; n++) bus.publish([queued()]);
  await Bun.sleep(3 * COALESCE_MS);
  expect(ben.signals().length).toBe(1);
  await Bun.sleep(CALM_MS);
  expect(ben.signals().length).toBe(2);
  expect(ben.signals().at(-1)?.id).toBe(51);
});

test("what follows closely travels together, and nothing is lost", async () => {
  const { bus, streams, received } = world();
  const ana = listen(streams.open(listening("person:5")));
  const since = performance.now();
  for (let conversation = 1; conversation <= 20; conversation++) {
    bus.publish([received(conversation, 5)]);
    await Bun.sleep(1);
  }
  await Bun.sleep(2 * COALESCE_MS);
  const signals = ana.signals();
  expect(signals[0]?.topics).toContain("conversation-1");
  // At first at once and a few ahead; then one in each such time, however long a busy machine took over it.
  expect(signals.length).toBeLessThan(4 + Math.ceil((performance.now() - since) / COALESCE_MS));
  expect(signals.length).toBeLessThan(20);
  const heard = new Set(signals.flatMap(({ topics }) => topics));
  for (let conversation = 1; conversation <= 20; conversation++) expect(heard).toContain(`conversation-${conversation}`);
  expect(signals.at(-1)?.id).toBe(60);
});

test("two streams of one person hear the same", async () => {
  const { bus, streams, received } = world();
  const both = [listen(streams.open(listening("session:1", "person:5"))), listen(streams.open(listening("session:2", "person:5")))];
  bus.publish([received(7, 5)]);
  await settle();
  expect(both.map((one) => one.signals().length)).toEqual([1, 1]);
});

test("typing is told to whom it concerns and is no event", async () => {
  const { streams } = world();
  const ana = listen(streams.open(listening("person:5")));
  const ben = listen(streams.open(listening("person:6")));
  streams.tell(["person:5"], "typing-7");
  await settle();
  expect(ana.signals()).toEqual([{ id: 40, topics: ["typing-7"] }]);
  expect(ben.signals()).toEqual([]);
});

test("a stream ends with its session, and only it", async () => {
  const { bus, streams, event } = world();
  const here = listen(streams.open(listening("session:1", "person:5")));
  const there = listen(streams.open(listening("session:2", "person:5")));
  bus.publish([event("session.ended", { agentId: 5 }, { sessionId: 1, userId: 5 })]);
  await settle();
  expect([here.events(), here.over()]).toEqual([["hello", "end"], true]);
  expect([there.events(), there.over()]).toEqual([["hello"], false]);
  expect(streams.count()).toBe(1);
});

test("who is nobody any more hears that it is over", async () => {
  const { streams } = world();
  const gone = listen(streams.open({ keys: () => null }));
  await settle();
  expect([gone.events(), gone.over(), streams.count()]).toEqual([["hello", "end"], true, 0]);
});

test("when a profile changes, a stream hears from then on what the profile allows", async () => {
  const { bus, streams, event, received } = world();
  let keys: string[] | null = ["everyone", "person:5"];
  const ana = listen(streams.open({ keys: () => keys }));
  const ben = listen(streams.open(listening("everyone", "person:6")));
  bus.publish([received(7, 9, 3)]);
  keys = ["everyone", "person:5", "queue:3"];
  bus.publish([event("profile.changed", {}, { profileId: 1 })]);
  await settle();
  bus.publish([received(8, 9, 3)]);
  await Bun.sleep(2 * COALESCE_MS);
  expect(ana.events()).toContain("again");
  expect(ana.signals().flatMap(({ topics }) => topics)).toContain("conversation-8");
  expect(ana.signals().flatMap(({ topics }) => topics)).not.toContain("conversation-7");
  expect(ben.events()).not.toContain("again");
  keys = null;
  bus.publish([event("user.changed", { agentId: 5 }, { userId: 5 })]);
  await settle();
  expect([ana.over(), ben.over()]).toEqual([true, false]);
});

test("who never reads is cut off, the others go on", async () => {
  const { bus, streams, received, later } = world();
  let dropped = 0;
  const stuck = streams.open({ keys: () => ["person:5"], dropped: () => dropped++ });
  const ana = listen(streams.open(listening("person:5")));
  for (let signal = 0; signal <= BEHIND_MAX; signal++) {
    later(COALESCE_MS);
    bus.publish([received(1, 5)]);
    await Promise.resolve();
  }
  await settle();
  expect([dropped, streams.count()]).toEqual([1, 1]);
  expect(ana.signals().at(-1)?.topics).toContain("conversation-1");
  await stuck.cancel();
});

test("who leaves is forgotten, five thousand times over", async () => {
  const { streams } = world();
  const server = Bun.serve({
    port: 0,
    fetch: () => new Response(streams.open(listening("everyone", "person:5", "queue:3")), { headers: { "content-type": "text/event-stream" } }),
  });
  const visit = async () => {
    const leave = new AbortController();
    const response = await fetch(server.url, { signal: leave.signal });
    await response.body?.getReader().read();
    leave.abort();
  };
  const visits = async (times: number) => {
    for (let done = 0; done < times; done += 50) await Promise.all(Array.from({ length: 50 }, visit));
    while (streams.count() > 0) await Bun.sleep(1);
    Bun.gc(true);
    return process.memoryUsage().rss;
  };
  const warm = await visits(1500);
  const grown = (await visits(5000)) - warm;
  await server.stop(true);
  expect(grown / 5000).toBeLessThan(2000);
}, 60_000);
