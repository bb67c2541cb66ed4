import type { Database } from "bun:sqlite";
import type { Event } from "../events/kinds.ts";
import type { Seal } from "../workspace.ts";
import type { ChannelKind, Settings } from "./channel.ts";
import { kinds } from "./registry.ts";
import { type ChannelRow, findChannel, listChannels, secretsOf } from "./store.ts";

/** A channel as it runs: its row, its kind and its settings with the secrets opened. */
export type Channel = { row: ChannelRow; kind: ChannelKind; settings: Settings; scope: string };

/** The channels of a workspace, read once and kept until an event says that they changed. */
export type Channels = {
  find(id: string): Channel | null;
  all(): Channel[];
  /** The channel of an account under the same kind and app secret as `beside`. */
  ofAccount(beside: Channel, account: string): Channel | null;
  committed(events: readonly Event[]): void;
};

const CHANGES: ReadonlySet<string> = new Set(["channel.changed", "channel.stopped", "channel.resumed", "queue.changed"]);

export function channelsOf(db: Database, seal: Seal): Channels {
  const kept = new Map<string, Channel | null>();
  const read = (id: string): Channel | null => {
    const row = findChannel.get(db, { id });
    const kind = row && kinds.get(row.kind);
    if (!row || !kind) return null;
    const settings = settingsOf(db, seal, kind, row);
    return { row, kind, settings, scope: kind.scope(id, settings) };
  };
  const find = (id: string): Channel | null => {
    if (!kept.has(id)) kept.set(id, read(id));
    return kept.get(id) ?? null;
  };
  let every: Channel[] | null = null;
  const all = () => {
    every ??= listChannels.all(db).flatMap(({ id }) => find(id) ?? []);
    return every;
  };
  return {
    find,
    all,
    ofAccount: (beside, account) => {
      const isBeside = ({ kind, settings }: Channel) => kind === beside.kind && settings["appSecret"] === beside.settings["appSecret"];
      return all().find((channel) => isBeside(channel) && channel.kind.account?.(channel.settings) === account) ?? null;
    },
    committed: (events) => {
      if (!events.some(({ kind }) => CHANGES.has(kind))) return;
      kept.clear();
      every = null;
    },
  };
}

function settingsOf(db: Database, seal: Seal, kind: ChannelKind, row: ChannelRow): Settings {
  const defaults = kind.settings.flatMap(({ key, default: value }) => (value === undefined ? [] : [[key, value]]));
  const secrets = secretsOf.all(db, { owner: `channel:${row.id}` }).map(({ name, sealed }) => [name, seal.open(sealed, `channel:${row.id}:${name}`)]);
  return Object.freeze({ ...Object.fromEntries(defaults), ...(JSON.parse(row.settings) as Record<string, string>), ...Object.fromEntries(secrets) });
}
