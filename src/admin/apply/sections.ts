import { channels } from "./channels.ts";
import { locations } from "./locations.ts";
import { mail } from "./mail.ts";
import { profiles } from "./profiles.ts";
import { queues } from "./queues.ts";
import { reasons } from "./reasons.ts";
import type { Section } from "./section.ts";
import { shortcodes } from "./shortcodes.ts";
import { skillsets } from "./skillsets.ts";
import { statuses } from "./statuses.ts";
import { users } from "./users.ts";

/** Everything a file can declare, in the order in which it is made; removed in the other. One line per section. */
export const SECTIONS = [skillsets, statuses, profiles, users, reasons, queues, shortcodes, locations, channels, mail] as readonly Section[];
