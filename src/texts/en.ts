import { en as webchat } from "../channels/webchat/texts.ts";
import { en as whatsapp } from "../channels/whatsapp/texts.ts";
import { en as admin } from "./admin.ts";
import { en as adminChannels } from "./admin-channels.ts";
import { en as adminHours } from "./admin-hours.ts";
import { en as adminPeople } from "./admin-people.ts";
import { en as adminQueues } from "./admin-queues.ts";
import { en as adminRefusals } from "./admin-refusals.ts";
import { en as adminRouting } from "./admin-routing.ts";
import { en as adminTokens } from "./admin-tokens.ts";
import { en as apply } from "./apply.ts";
import { en as backup } from "./backup.ts";
import { en as buttons } from "./buttons.ts";
import { en as closing } from "./closing.ts";
import { en as composer } from "./composer.ts";
import { en as customers } from "./customers.ts";
import { en as demo } from "./demo.ts";
import { en as desk } from "./desk.ts";
import { en as erase } from "./erase.ts";
import { en as errors } from "./errors.ts";
import { en as home } from "./home.ts";
import { en as later } from "./later.ts";
import { en as lists } from "./lists.ts";
import { en as locations } from "./locations.ts";
import { en as mail } from "./mail.ts";
import { en as moving } from "./moving.ts";
import { en as outside } from "./outside.ts";
import { en as palette } from "./palette.ts";
import { en as panel } from "./panel.ts";
import { en as parts } from "./parts.ts";
import { en as permissions } from "./permissions.ts";
import { en as quotes } from "./quotes.ts";
import { en as records } from "./records.ts";
import { en as recordsMany } from "./records-many.ts";
import { en as said } from "./said.ts";
import { en as search } from "./search.ts";
import { en as shell } from "./shell.ts";
import { en as shortcodes } from "./shortcodes.ts";
import { en as signIn } from "./sign-in.ts";
import { en as simulate } from "./simulate.ts";
import { en as story } from "./story.ts";
import { en as tickets } from "./tickets.ts";
import { en as together } from "./together.ts";
import { en as voice } from "./voice.ts";
import { en as why } from "./why.ts";

/** Every text in English. One line per slice; the slice's file holds both languages side by side. */
export const en = {
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
};
