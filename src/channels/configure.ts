import type { Database } from "bun:sqlite";
import { audit, type Who } from "../admin/audit.ts";
import { record } from "../events/record.ts";
import { Conflict, Invalid, NotFound } from "../http/errors.ts";
import { type FieldReader, NAME_LENGTH_MAX, readFields } from "../http/fields.ts";
import type { Hours } from "../queues/hours.ts";
import { checkHours } from "../queues/hours-check.ts";
import { takesKind } from "../queues/kinds.ts";
import type { Seal } from "../workspace.ts";
import type { ChannelKind, Settings } from "./channel.ts";
import { dropSecret, feedingChannels, insertChannel, markDisabled, markEnabled, moveChannel, openQueue, putSecret, updateChannel } from "./configure-store.ts";
import { resume } from "./health.ts";
import { kinds } from "./registry.ts";
import { defaultsOf, mergeSettings, type WantedSettings } from "./settings.ts";
import { type ChannelRow, findChannel, secretsOf } from "./store.ts";

export const CHANNEL_ID_LENGTH_MAX = 64;
const CHANNEL_ID = /^[a-z0-9][a-z0-9_-]*$/;

/** `hours` that are not named stay; null = always open. */
export type ChannelInput = { name: string; queueId: number; settings: WantedSettings; hours?: Hours | null };

/** Makes a channel; its secrets are sealed. The id stands in its webhook's address and never changes. Throws Invalid. */
export function addChannel(db: Database, seal: Seal, input: ChannelInput & { id: string; kind: string }, who: Who, now: number) {
  const kind = kinds.get(input.kind);
  const { id, name, settings, hours } = readFields(input, (field) => ({
    id: field.text("id", { max: CHANNEL_ID_LENGTH_MAX, pattern: CHANNEL_ID, wrong: "field.channel-id" }),
    ...check(db, field, input, kind, {}, null),
  }));
  if (!kind) throw new Invalid({ kind: "field.choose" });
  if (findChannel.get(db, { id })) throw new Invalid({ id: "field.taken" });
  insertChannel.run(db, { id, kind: kind.kind, name, queueId: input.queueId, settings: plainOf(kind, settings), hours: written(hours), now });
  sealSecrets(db, seal, { id, kind }, {}, settings);
  audit(
    db,
    { who, action: "channel.added", subject: `channel:${id}`, after: { kind: kind.kind, name, queueId: input.queueId, hours, ...shown(kind, settings) } },
    now,
  );
  record(db, now, "channel.changed", { queueId: input.queueId }, { channelId: id });
}

/**
 * Changes a channel. A setting that is not named stays, secrets are never read back; new settings end the channel's
 * problem: what waited is tried again. Throws Invalid, NotFound.
 */
export function changeChannel(db: Database, seal: Seal, id: string, input: ChannelInput, who: Who, now: number) {
  const row = channelOr404(db, id);
  const kind = kindOf(row);
  const was = settingsOf(db, seal, row);
  const had = hoursOf(row);
  const { name, settings, hours } = readFields(input, (field) => check(db, field, input, kind, was, had));
  const changed = { row: name !== row.name || input.queueId !== row.queueId || !Bun.deepEquals(had, hours), settings: !Bun.deepEquals(was, settings) };
  if (!changed.row && !changed.settings) return;
  updateChannel.run(db, { id, name, queueId: input.queueId, settings: plainOf(kind, settings), hours: written(hours) });
  sealSecrets(db, seal, { id, kind }, was, settings);
  const before = { name: row.name, queueId: row.queueId, hours: had, ...shown(kind, was) };
  const after = { name, queueId: input.queueId, hours, ...shown(kind, settings, was) };
  audit(db, { who, action: "channel.changed", subject: `channel:${id}`, before, after }, now);
  record(db, now, "channel.changed", { queueId: input.queueId, wasQueueId: row.queueId }, { channelId: id });
  if (changed.settings) resume(db, { channelId: id }, now);
}

/** Everything that a queue gets from channels comes to another queue from now on. Throws Invalid at `to` when that one does not take a kind. */
export function moveChannels(db: Database, { fromId, toId }: { fromId: number; toId: number }, who: Who, now: number) {
  for (const { id } of feedingChannels.all(db, { queueId: fromId })) {
    const { kind } = channelOr404(db, id);
    if (!takesKind(db, toId, kind as ChannelKind["kind"])) throw new Invalid({ to: "channel.not-taken" });
    moveChannel.run(db, { id, queueId: toId });
    audit(db, { who, action: "channel.changed", subject: `channel:${id}`, before: { queueId: fromId }, after: { queueId: toId } }, now);
    record(db, now, "channel.changed", { queueId: toId, wasQueueId: fromId }, { channelId: id });
  }
}

/** Takes nothing in and sends nothing until it is enabled again. Throws NotFound, Conflict. */
export function disableChannel(db: Database, id: string, who: Who, now: number) {
  const { queueId } = channelOr404(db, id);
  if (markDisabled.run(db, { id, now }) === 0) throw new Conflict("conflict.changed");
  audit(db, { who, action: "channel.disabled", subject: `channel:${id}` }, now);
  record(db, now, "channel.changed", { queueId }, { channelId: id });
}

export function enableChannel(db: Database, id: string, who: Who, now: number) {
  const { queueId } = channelOr404(db, id);
  if (markEnabled.run(db, { id }) === 0) throw new Conflict("conflict.changed");
  audit(db, { who, action: "channel.enabled", subject: `channel:${id}` }, now);
  record(db, now, "channel.changed", { queueId }, { channelId: id });
}

/** An administrator says that it works again: what waited goes out. Throws NotFound, Conflict when there was no problem. */
export function declareWorking(db: Database, id: string, who: Who, now: number) {
  const { problem } = channelOr404(db, id);
  if (problem === null) throw new Conflict("conflict.changed");
  audit(db, { who, action: "channel.resumed", subject: `channel:${id}`, before: { problem } }, now);
  resume(db, { channelId: id }, now);
}

/** A channel's settings, defaults and opened secrets among them; a secret that another key sealed counts as none. */
export function settingsOf(db: Database, seal: Seal, row: ChannelRow): Settings {
  const secrets = secretsOf.all(db, { owner: ownerOf(row.id) }).flatMap(({ name, sealed }) => {
    try {
      return [[name, seal.open(sealed, aboutOf(row.id, name))]];
    } catch {
      return [];
    }
  });
  return { ...defaultsOf(kindOf(row)), ...(JSON.parse(row.settings) as Record<string, string>), ...Object.fromEntries(secrets) };
}

/** Everything that a form of it would write over, secrets as they are sealed: another seal is another state. */
export function stateOf(db: Database, { id, name, queueId, settings, hours }: ChannelRow) {
  return {
    name,
    queueId,
    settings,
    hours,
    secrets: secretsOf.all(db, { owner: ownerOf(id) }).map((secret) => [secret.name, Buffer.from(secret.sealed).toString("base64")]),
  };
}

/** The channel with this id, if there is one. */
export const channelNamed = (db: Database, id: string): ChannelRow | null => findChannel.get(db, { id });

export function channelOr404(db: Database, id: string): ChannelRow {
  const row = findChannel.get(db, { id });
  if (!row) throw new NotFound();
  return row;
}

export function kindOf(row: ChannelRow): ChannelKind {
  const kind = kinds.get(row.kind);
  if (!kind) throw new Error(`a channel of the unknown kind ${row.kind}`);
  return kind;
}

function check(db: Database, field: FieldReader, input: ChannelInput, kind: ChannelKind | undefined, was: Settings, had: Hours | null) {
  if (!openQueue.get(db, { id: input.queueId })) field.wrong("queue", "field.choose");
  else if (kind && !takesKind(db, input.queueId, kind.kind)) field.wrong("queue", "channel.not-taken");
  return {
    name: field.text("name", { max: NAME_LENGTH_MAX }),
    settings: kind ? mergeSettings(kind, was, input.settings, field) : {},
    hours: checkHours(input.hours === undefined ? had : input.hours, field),
  };
}

/** When a channel is open; null = always. */
export const hoursOf = ({ hours }: Pick<ChannelRow, "hours">): Hours | null => (hours === null ? null : (JSON.parse(hours) as Hours));
const written = (hours: Hours | null): string | null => (hours === null ? null : JSON.stringify(hours));

const ownerOf = (id: string) => `channel:${id}`;
const aboutOf = (id: string, name: string) => `channel:${id}:${name}`;

// What is as the kind has it from the start is not stored, so that a later default is taken over.
function plainOf(kind: ChannelKind, settings: Settings): string {
  const plain = kind.settings.filter(({ key, secret, default: initial }) => !secret && settings[key] !== undefined && settings[key] !== initial);
  return JSON.stringify(Object.fromEntries(plain.map(({ key }) => [key, settings[key]])));
}

function sealSecrets(db: Database, seal: Seal, { id, kind }: { id: string; kind: ChannelKind }, was: Settings, settings: Settings) {
  for (const { key } of kind.settings.filter(({ secret }) => secret)) {
    const value = settings[key];
    if (value === was[key]) continue;
    if (value === undefined) dropSecret.run(db, { owner: ownerOf(id), name: key });
    else putSecret.run(db, { owner: ownerOf(id), name: key, sealed: seal.close(value, aboutOf(id, key)) });
  }
}

// What the audit may show: of a secret only whether it is set, and whether it is another than it was.
function shown(kind: ChannelKind, settings: Settings, was: Settings = settings): Record<string, string | undefined> {
  const word = (key: string) => (settings[key] === undefined ? undefined : settings[key] === was[key] ? "•••" : "••• (new)");
  return Object.fromEntries(kind.settings.map(({ key, secret }) => [`settings.${key}`, secret ? word(key) : settings[key]]));
}
