import { CONSOLE } from "../admin/audit.ts";
import { changeChannel, channelNamed } from "../channels/configure.ts";
import { isFirstRun } from "../users/links.ts";
import type { Workspace } from "../workspace.ts";
import { CAST, type Person } from "./cast.ts";
import { chanceOf } from "./chance.ts";
import { doorAt } from "./client.ts";
import { becomeDemo, lastDemo } from "./folder.ts";
import { live, presentWays } from "./live.ts";
import { mediaOf } from "./media/media.ts";
import { fillPast, pastOf, pastWays } from "./past.ts";
import { foundShop } from "./shop.ts";
import { type Town, townOf, type Ways } from "./town.ts";
import { webchatLine } from "./webchat/line.ts";
import { pageThrough } from "./webchat/page.ts";
import { tokenOf, visitorOf } from "./webchat/site.ts";
import { CHANNEL_ID } from "./whatsapp/account.ts";
import { type Network, whatsappLine } from "./whatsapp/line.ts";
import { webhooksThrough } from "./whatsapp/post.ts";
import { startProvider } from "./whatsapp/provider.ts";

/** A demo that is set up. `open` once Parlo serves: from then on people come. */
export type Demo = { open(): void; stop(): Promise<void> };

/** How many days a new demo has behind it. */
const DAYS = 3;
const DAY_MS = 24 * 3_600_000;

/** Makes a new folder a shop with a past, or wakes up the one that is there, and brings up its provider. Serve after it. */
export async function setUpDemo(workspace: Workspace, { zone, days = DAYS }: { zone: string; days?: number }): Promise<Demo> {
  const { db, dice, clock, write, config, channels, log } = workspace;
  const door = doorAt(config.publicUrl.origin);
  const last = lastDemo(db);
  const seed = last?.seed ?? dice.token();
  const chance = chanceOf(() => dice.roll());
  const webhooks = webhooksThrough(door, log);
  const { post } = webhooks;
  const media = mediaOf();
  let town: Town | null = null;
  let ending = false;
  const provider = startProvider(portOf(last?.provider), { dice, media, now: clock, post, customer: (to) => town?.customer(asHandle(to)) ?? null });

  const isNew = isFirstRun(db);
  const now = clock();
  const began = isNew ? now - days * DAY_MS : now;
  await write((db_) => becomeDemo(db_, { provider: provider.url, seed }, began));
  if (isNew) await foundShop(workspace, { provider: provider.url, zone }, began);
  else await pointChannelTo(workspace, provider.url);

  const phone: Network = { post, messageId: provider.messageId, trackerOf: provider.trackerOf, now: clock };
  const site = { media, clientId: () => dice.token(), failed: (error: unknown) => void (ending || log.warn({ error }, "a visitor failed")) };
  const handleOf = (person: Person) => (person.on === "webchat" ? `visitor:${visitorOf(person, seed).hash}` : `bsuid:${person.userId}`);
  const present = presentWays(workspace, (person) => {
    if (person.on === "whatsapp") return whatsappLine(person, phone);
    return webchatLine({ ...site, page: pageThrough(door, tokenOf(person, seed)), hear: (heard) => town?.customer(handleOf(person))?.hear(heard) });
  });
  const past = isNew ? await pastOf({ workspace, chance, zone, seed, media }, began) : null;
  const kindOf = (channelId: string) => channels.find(channelId)?.kind ?? null;
  town = townOf({ db, chance, zone, cast: CAST, handleOf, kindOf, ways: past ? pastWays(past) : present });
  if (past) await fillPast(town, past, now);
  const hangUp = () => {
    ending = true;
    webhooks.stop();
  };
  return opening(town, workspace, { ways: present, isNew, hangUp, stopProvider: provider.stop });
}

type Opening = { ways: Ways; isNew: boolean; hangUp(): void; stopProvider(): void };

function opening(town: Town, workspace: Workspace, { ways, isNew, hangUp, stopProvider }: Opening): Demo {
  let living: ReturnType<typeof live> | null = null;
  return {
    open: () => {
      town.goBy(ways);
      if (!isNew) town.wakeUp();
      living = live(town, workspace);
    },
    stop: async () => {
      hangUp();
      await living?.stop();
      stopProvider();
    },
  };
}

// The port was taken by somebody else meanwhile.
async function pointChannelTo({ db, write, seal, clock }: Workspace, apiUrl: string) {
  const row = channelNamed(db, CHANNEL_ID);
  if (row) await write((db_) => changeChannel(db_, seal, CHANNEL_ID, { name: row.name, queueId: row.queueId, settings: { apiUrl } }, CONSOLE, clock()));
}

const portOf = (url: string | undefined): number => (url === undefined ? 0 : Number(new URL(url).port));
const asHandle = (to: string) => (to.startsWith("+") ? to : `bsuid:${to}`);
