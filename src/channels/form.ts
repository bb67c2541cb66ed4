import type { Outside } from "../../views/admin/channel-outside.tsx";
import type { SettingField } from "../../views/admin/channel-settings.tsx";
import type { Posted } from "../http/posted.ts";
import type { Dice } from "../workspace.ts";
import type { ChannelKind, Settings } from "./channel.ts";
import { fieldOf, type WantedSettings } from "./settings.ts";

/** What a form wants of a kind's settings. An empty field takes the default; of a secret it says nothing, what is set stays. */
export function wantedOf(kind: ChannelKind, posted: Posted): WantedSettings {
  const given = kind.settings.filter(({ key, secret }) => posted.has(fieldOf(key)) && !(secret && posted.text(fieldOf(key)) === ""));
  return Object.fromEntries(given.map(({ key }) => [key, posted.text(fieldOf(key))]));
}

/** The fields of a kind's settings: as they are set, or as they were just typed. No secret that is set is ever among the values. */
export function fieldsOf(kind: ChannelKind, set: Settings, typed: Posted | null): SettingField[] {
  return kind.settings.map(({ key, kind: shape = "text", secret = false, required = false, default: initial = null }) => {
    const present = secret || set[key] === initial ? "" : (set[key] ?? "");
    const value = typed?.has(fieldOf(key)) ? typed.text(fieldOf(key)) : present;
    return { key, kind: shape, secret, required: required && initial === null, initial, value, isSet: set[key] !== undefined };
  });
}

/** What a new channel begins with: the words that we make for its provider. */
export const proposed = (kind: ChannelKind, dice: Dice): Settings =>
  Object.fromEntries(kind.settings.filter(({ made }) => made).map(({ key }) => [key, dice.token()]));

/** What somebody outside needs to reach a channel: the webhook and our words for its provider, or the chat for a site. */
export function outsideOf(kind: ChannelKind, id: string, settings: Settings, publicUrl: URL): Outside {
  const at = (path: string) => new URL(path, publicUrl).href;
  const made = kind.settings.filter(({ key, made: ours }) => ours && settings[key] !== undefined);
  const webhook = { label: "channel.webhook", help: `channel.${kind.kind}.webhook.help`, text: at(`/webhooks/${id}`) };
  const words = made.map(({ key }) => ({ label: `setting.${kind.kind}.${key}`, help: null, text: settings[key] ?? "" }));
  const tag = `<script src="${at("/chat/widget.js")}" data-channel="${id}" async></script>`;
  const site = [
    { label: "channel.webchat.tag", help: "channel.webchat.tag.help", text: tag },
    { label: "channel.webchat.page", help: "channel.webchat.page.help", text: at(`/chat/${id}`) },
  ];
  return { given: [...(kind.verify ? [webhook] : []), ...words, ...(kind.kind === "webchat" ? site : [])], reachable: isPublic(publicUrl) };
}

// Providers and sites of others reach no address of this machine alone, and want HTTPS.
const isPublic = ({ protocol, hostname }: URL) => protocol === "https:" && !/^(localhost|127\.|\[::1\]|10\.|192\.168\.)|\.local$/.test(hostname);

/** A proposal for a new channel's id, from its kind: wa, wa-2, … */
export function freeId(kind: ChannelKind, taken: (id: string) => boolean): string {
  for (let n = 1; ; n++) {
    const id = n === 1 ? kind.kind : `${kind.kind}-${n}`;
    if (!taken(id)) return id;
  }
}
