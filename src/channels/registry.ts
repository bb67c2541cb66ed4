import type { ChannelKind } from "./channel.ts";
import { webchat } from "./webchat/index.ts";
import { whatsapp } from "./whatsapp/index.ts";

const KINDS: readonly ChannelKind[] = [whatsapp, webchat];

/** Every kind of channel, by its name. */
export const kinds: ReadonlyMap<string, ChannelKind> = new Map(KINDS.map((kind) => [kind.kind, kind]));
