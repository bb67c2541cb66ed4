import type { Language } from "../../texts/catalogue.ts";
import type { Channel } from "../channels.ts";
import { COLOUR, inkOn } from "./colours.ts";
import { visitorBytesMax, WEBCHAT_FILES } from "./files.ts";
import { FILES_PER_MESSAGE_MAX, TEXT_LENGTH_MAX } from "./limits.ts";
import { sitesOf } from "./sites.ts";

/** What a channel's page shows and allows, in a language. */
export type Chat = {
  readonly channelId: string;
  readonly title: string;
  readonly colour: string;
  /** What stands on the colour: white or black. */
  readonly ink: string;
  /** The channel has a colour of its own. */
  readonly coloured: boolean;
  readonly greeting: string;
  readonly offline: string;
  /** Origins of the sites that may show the page in a frame. */
  readonly sites: readonly string[];
  /** Types of files, as the field for choosing them takes them. */
  readonly accept: string;
  readonly bytesMax: number;
  readonly filesMax: number;
  readonly textMax: number;
};

export function chatOf({ row, settings }: Channel, language: Language): Chat {
  const in_ = language === "it" ? "It" : "En";
  const colour = settings["colour"] ?? COLOUR;
  return {
    channelId: row.id,
    title: settings["title"] || row.name,
    colour,
    ink: inkOn(colour),
    coloured: colour.toLowerCase() !== COLOUR,
    greeting: settings[`greeting${in_}`] ?? "",
    offline: settings[`offline${in_}`] ?? "",
    sites: sitesOf(settings["allowedSites"] ?? ""),
    accept: WEBCHAT_FILES.flatMap(({ types }) => types).join(","),
    bytesMax: visitorBytesMax(settings),
    filesMax: FILES_PER_MESSAGE_MAX,
    textMax: TEXT_LENGTH_MAX,
  };
}
