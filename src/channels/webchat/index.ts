import type { ChannelKind } from "../channel.ts";
import { COLOUR } from "./colours.ts";
import { FILE_MEGABYTES, fileMegabytesProblem, WEBCHAT_FILES, WEBCHAT_VOICE } from "./files.ts";
import { TEXT_LENGTH_MAX } from "./limits.ts";
import { sitesProblem } from "./sites.ts";
import { en, it } from "./texts.ts";

const ANY_FILE = ["image", "video", "audio", "document"] as const;

/**
 * The chat on a company's own site. There is no provider: a message of ours is sent when it is stored, delivered when the
 * visitor's page has it and read when it was visible there.
 */
export const webchat: ChannelKind = {
  kind: "webchat",
  family: "chat",
  settings: [
    { key: "allowedSites", kind: "lines", check: sitesProblem },
    { key: "title" },
    { key: "colour", kind: "color", default: COLOUR },
    { key: "greetingEn", default: en["webchat.greeting"] },
    { key: "greetingIt", default: it["webchat.greeting"] },
    { key: "offlineEn", default: en["webchat.offline"] },
    { key: "offlineIt", default: it["webchat.offline"] },
    { key: "fileMegabytes", kind: "number", default: String(FILE_MEGABYTES), check: fileMegabytesProblem },
  ],
  limits: {
    textMax: TEXT_LENGTH_MAX,
    captionMax: TEXT_LENGTH_MAX,
    files: WEBCHAT_FILES,
    voice: WEBCHAT_VOICE,
    // Nothing leaves us here, so nothing has to be slowed down.
    perSecond: Number.POSITIVE_INFINITY,
    perRecipient: { everyMs: 0, burst: 1 },
  },
  // As many as WhatsApp takes, so that a shortcode fits both.
  choices: {
    buttons: { max: 3, titleMax: 20, descriptionMax: 0, openMax: 0, textMax: TEXT_LENGTH_MAX, files: ANY_FILE },
    list: { max: 10, titleMax: 24, descriptionMax: 72, openMax: 20, textMax: TEXT_LENGTH_MAX, files: ANY_FILE },
  },
  marks: { bold: "*", italic: "_" },
  locations: true,
  windowMs: null,
  scope: (channelId) => channelId,
};
