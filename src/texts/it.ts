import { it as webchat } from "../channels/webchat/texts.ts";
import { it as whatsapp } from "../channels/whatsapp/texts.ts";
import { it as admin } from "./admin.ts";
import { it as adminChannels } from "./admin-channels.ts";
import { it as adminHours } from "./admin-hours.ts";
import { it as adminPeople } from "./admin-people.ts";
import { it as adminQueues } from "./admin-queues.ts";
import { it as adminRefusals } from "./admin-refusals.ts";
import { it as adminRouting } from "./admin-routing.ts";
import { it as adminTokens } from "./admin-tokens.ts";
import { it as apply } from "./apply.ts";
import { it as backup } from "./backup.ts";
import { it as buttons } from "./buttons.ts";
import type { Wording } from "./catalogue.ts";
import { it as closing } from "./closing.ts";
import { it as composer } from "./composer.ts";
import { it as customers } from "./customers.ts";
import { it as demo } from "./demo.ts";
import { it as desk } from "./desk.ts";
import type { en } from "./en.ts";
import { it as erase } from "./erase.ts";
import { it as errors } from "./errors.ts";
import { it as home } from "./home.ts";
import { it as later } from "./later.ts";
import { it as lists } from "./lists.ts";
import { it as locations } from "./locations.ts";
import { it as mail } from "./mail.ts";
import { it as moving } from "./moving.ts";
import { it as outside } from "./outside.ts";
import { it as palette } from "./palette.ts";
import { it as panel } from "./panel.ts";
import { it as parts } from "./parts.ts";
import { it as permissions } from "./permissions.ts";
import { it as quotes } from "./quotes.ts";
import { it as records } from "./records.ts";
import { it as recordsMany } from "./records-many.ts";
import { it as said } from "./said.ts";
import { it as search } from "./search.ts";
import { it as shell } from "./shell.ts";
import { it as shortcodes } from "./shortcodes.ts";
import { it as signIn } from "./sign-in.ts";
import { it as simulate } from "./simulate.ts";
import { it as story } from "./story.ts";
import { it as tickets } from "./tickets.ts";
import { it as together } from "./together.ts";
import { it as voice } from "./voice.ts";
import { it as why } from "./why.ts";

/** Every text in Italian: what English has and no more, or it does not compile. */
export const it = {
  ...webchat,
  ...whatsapp,
  ...adminChannels,
  ...adminHours,
  ...adminPeople,
  ...adminQueues,
  ...adminRefusals,
  ...adminRouting,
  ...adminTokens,
  ...admin,
  ...apply,
  ...backup,
  ...buttons,
  ...closing,
  ...composer,
  ...customers,
  ...demo,
  ...desk,
  ...erase,
  ...errors,
  ...home,
  ...later,
  ...lists,
  ...mail,
  ...locations,
  ...moving,
  ...outside,
  ...palette,
  ...panel,
  ...parts,
  ...permissions,
  ...quotes,
  ...search,
  ...records,
  ...recordsMany,
  ...shell,
  ...shortcodes,
  ...signIn,
  ...said,
  ...simulate,
  ...story,
  ...tickets,
  ...together,
  ...voice,
  ...why,
} satisfies Wording<typeof en>;
