import type { Minutes } from "../../routing/estimate.ts";
import type { Workspace } from "../../workspace.ts";
import type { Channel } from "../channels.ts";
import { type Standings, standingsOf } from "./standing.ts";
import type { ConversationRow } from "./store.ts";
import { isThere } from "./there.ts";
import type { Visitor } from "./visitor.ts";

/** No visitor is told more often that their place, or who is there, is another. */
export const LOOK_MS = 3_000;
/** Hours begin and end, and waits grow, though nothing happens. */
const LOOK_ANYWAY_MS = 20_000;
/** So many are told at once; the others in a moment, so that their questions do not come all together. */
const TOLD_AT_ONCE_MAX = 100;
const NEXT_PART_MS = 250;

/** What a visitor's page is told besides messages: whether anybody is there, and where in the queue they stand. */
export type Line = { readonly ready: boolean; readonly place: number | null; readonly wait: Minutes | null };

export type Lookout = {
  lineOf(visitor: Visitor, channel: Channel, conversation: ConversationRow | null): Line;
  /** A page of this visitor is open: it is told when that changes. Gives what ends it. */
  watch(visitor: Visitor, channel: Channel): () => void;
  /** Which of the visitor's conversations is the present one. */
  noteConversation(visitor: Visitor, conversationId: number | null): void;
};

type Watched = { readonly channelId: string; pages: number; conversationId: number | null };
type Parts = Pick<Workspace, "db" | "routing" | "clock" | "streams" | "channels" | "log">;

/** The streams of a channel's visitors hear by this. */
export const chatKey = (channelId: string) => `chat:${channelId}`;

/**
 * Watches the index for visitors whose page is open: who leaves in front of them moves all behind, and no event is about those.
 * Nobody's page asks before it is told. While no page is open it does nothing.
 */
export function lookoutOf(parts: Parts): Lookout {
  const watched = new Map<string, Watched>();
  const there = new Map<string, boolean>();
  const standings = standingsOf(parts);
  const looks = looksOf(parts, () => {
    lookAtChannels(parts, watched, there);
    return lookAtVisitors(parts, watched, standings);
  });
  const end = () => {
    looks.end();
    there.clear();
    standings.forgetAll();
  };
  const forget = ({ conversationId }: Watched) => conversationId !== null && standings.forget(conversationId);

  return {
    lineOf: ({ owner }, channel, conversation) => {
      const ready = isThere(parts, channel);
      if (!ready || !conversation) return { ready, place: null, wait: null };
      if (conversation.state === "offered") return { ready, place: 1, wait: null };
      const standing = standings.of(conversation.id);
      if (standing && watched.get(owner)?.conversationId === conversation.id) standings.note(conversation.id, standing);
      return { ready, place: standing?.place ?? null, wait: standing?.wait ?? null };
    },
    watch: ({ owner, channelId }, channel) => {
      const one = watched.get(owner) ?? { channelId, pages: 0, conversationId: null };
      one.pages++;
      watched.set(owner, one);
      if (!there.has(channelId)) there.set(channelId, isThere(parts, channel));
      looks.begin();
      return () => {
        if (--one.pages > 0) return;
        watched.delete(owner);
        forget(one);
        if (watched.size === 0) end();
      };
    },
    noteConversation: ({ owner }, conversationId) => {
      const one = watched.get(owner);
      if (!one || one.conversationId === conversationId) return;
      forget(one);
      one.conversationId = conversationId;
    },
  };
}

// The last agent has left, the first has come, or the hours are over: all of the channel are told.
function lookAtChannels(parts: Parts, watched: ReadonlyMap<string, Watched>, there: Map<string, boolean>) {
  for (const channelId of new Set([...watched.values()].map((one) => one.channelId))) {
    const channel = parts.channels.find(channelId);
    const ready = channel !== null && isThere(parts, channel);
    if (there.get(channelId) === ready) continue;
    there.set(channelId, ready);
    parts.streams.tell([chatKey(channelId)], "conversation");
  }
}

/** True when there are more to tell. Of whom nothing was said, the page is about to ask. */
function lookAtVisitors({ streams }: Parts, watched: ReadonlyMap<string, Watched>, standings: Standings): boolean {
  let told = 0;
  for (const [owner, { conversationId }] of watched) {
    const before = conversationId === null ? undefined : standings.said(conversationId);
    if (conversationId === null || !before) continue;
    const standing = standings.of(conversationId);
    if (!standing || Bun.deepEquals(before, standing)) continue;
    if (told++ === TOLD_AT_ONCE_MAX) return true;
    standings.note(conversationId, standing);
    streams.tell([owner], "conversation");
  }
  return false;
}

/** Looks after each commit that routing may have to act on, but not too often, and now and then anyway. `look` says whether there is more. */
function looksOf({ routing, clock, log }: Parts, look: () => boolean) {
  let timer: Timer | null = null;
  let timerAt = 0;
  let lookedAt = 0;
  let unsubscribe: (() => void) | null = null;

  const lookIn = (ms: number) => {
    const at = clock() + ms;
    if (!unsubscribe || (timer !== null && timerAt <= at)) return;
    clearTimeout(timer ?? undefined);
    timer = setTimeout(beat, ms);
    timerAt = at;
  };
  const beat = () => {
    timer = null;
    lookedAt = clock();
    let more = false;
    try {
      more = look();
    } catch (error) {
      log.error({ error }, "visitors could not be told where they stand");
    }
    lookIn(more ? NEXT_PART_MS : LOOK_ANYWAY_MS);
  };
  return {
    begin: () => {
      unsubscribe ??= routing.onChange(() => lookIn(Math.max(0, lookedAt + LOOK_MS - clock())));
      lookIn(LOOK_ANYWAY_MS);
    },
    end: () => {
      unsubscribe?.();
      unsubscribe = null;
      clearTimeout(timer ?? undefined);
      timer = null;
    },
  };
}
