import type { Settings } from "../../channels/channel.ts";
import { addChannel, changeChannel, channelNamed, disableChannel, enableChannel, hoursOf as hoursOfChannel, settingsOf } from "../../channels/configure.ts";
import { kinds } from "../../channels/registry.ts";
import { defaultsOf, mergeSettings, type WantedSettings } from "../../channels/settings.ts";
import type { Hours } from "../../queues/hours.ts";
import { hoursOf, hoursShape, hourWords } from "./hours.ts";
import { queueOf } from "./queues.ts";
import { type Applying, type Given, type Section, type Shown, shown } from "./section.ts";
import { oneOf, orNull, tableOf, text } from "./shape.ts";
import { queueOfChannel } from "./store.ts";

type State = { id: string; kind: string; name: string; queue: { id: number; name: string }; settings: Settings; hours: Hours | null };

export const channels: Section<State> = {
  name: "channels",
  one: "channel",
  key: "id",
  attributes: { kind: oneOf([...kinds.keys()]), name: text, queue: text, settings: tableOf(orNull(text)), hours: hoursShape },
  needed: ["kind", "queue"],
  find: ({ db, seal }, key) => {
    const row = channelNamed(db, key);
    if (!row) return null;
    const queue = { id: row.queueId, name: queueOfChannel.get(db, { id: key })?.name ?? "" };
    const state = { id: row.id, kind: row.kind, name: row.name, queue, settings: settingsOf(db, seal, row), hours: hoursOfChannel(row) };
    return { id: row.id, state, disabled: row.disabledAt !== null };
  },
  wanted,
  show: ({ name, queue, hours, kind, settings }) => ({
    name: shown(name),
    queue: shown(queue.name),
    hours: shown(hourWords(hours)),
    ...settingsShown(kind, settings),
  }),
  add: ({ db, seal, who, now }, state, given) => {
    addChannel(db, seal, { ...state, queueId: state.queue.id, settings: saidOf(given) }, who, now);
    return undefined;
  },
  change: ({ db, seal, who, now }, id, state, given) =>
    changeChannel(db, seal, id, { name: state.name, queueId: state.queue.id, settings: saidOf(given), hours: state.hours }, who, now),
  rename: ({ wrong }) => wrong("was", "apply.channel-id"),
  remove: ({ db, who, now }, { id }) => {
    disableChannel(db, id, who, now);
    return "disabled";
  },
  enable: ({ db, who, now }, id) => enableChannel(db, id, who, now),
};

const saidOf = ({ settings = {} }: Given) => settings as WantedSettings;

function wanted(applying: Applying, id: string, given: Given, state: State | null): State {
  const { kind: said = state?.kind, name = state?.name ?? id, queue, hours } = given;
  const kind = kinds.get(said as string);
  // What else is wrong with the settings is said by the verb; but nothing changes for one that no kind knows, and the verb never looks.
  const wrong: Applying["wrong"] = (field, key, facts) => key === "setting.unknown" && applying.wrong(field, key, facts);
  if (state && said !== state.kind) applying.wrong("kind", "apply.channel-kind", { kind: state.kind });
  return {
    id,
    kind: said as string,
    name: name as string,
    queue: queue === undefined ? (state?.queue ?? { id: 0, name: "" }) : queueOf(applying, queue as string, "queue"),
    hours: hours === undefined ? (state?.hours ?? null) : hoursOf(hours),
    settings: kind ? mergeSettings(kind, state?.settings ?? defaultsOf(kind), saidOf(given), { wrong }) : {},
  };
}

function settingsShown(kind: string, settings: Settings): Record<string, Shown | undefined> {
  const known = kinds.get(kind)?.settings ?? [];
  return Object.fromEntries(
    known.map(({ key, secret }) => {
      const value = settings[key];
      return [key, value === undefined ? undefined : secret ? { value, secret } : { value }];
    }),
  );
}
