import { backupRoutes } from "../admin/backup-routes.tsx";
import { backupsOf } from "../admin/backups.ts";
import { holdRoutes } from "../admin/hold-routes.tsx";
import { troubleRoutes } from "../admin/journal-routes.tsx";
import { adminRoutes } from "../admin/routes.tsx";
import { workspaceRoutes } from "../admin/workspace-routes.tsx";
import { statusRoutes } from "../agents/admin-routes.tsx";
import { agentRoutes } from "../agents/routes.tsx";
import { apiRoutes } from "../api/routes.ts";
import { channelRoutes } from "../channels/admin-routes.tsx";
import { type Journal, keepJournalProcessed } from "../channels/journal.ts";
import { kinds } from "../channels/registry.ts";
import { webhookRoutes } from "../channels/routes.ts";
import { webchatRoutes } from "../channels/webchat/routes.tsx";
import { draftRoutes } from "../conversations/draft-routes.ts";
import { laterRoutes } from "../conversations/later-routes.tsx";
import { moveRoutes } from "../conversations/move-routes.ts";
import { conversationRoutes } from "../conversations/routes.tsx";
import { eraseCustomerRoutes } from "../customers/erase-routes.tsx";
import { exportRoutes } from "../customers/export/routes.ts";
import { fieldRoutes } from "../customers/fields-routes.tsx";
import { importRoutes } from "../customers/import/routes.tsx";
import { mergeRoutes } from "../customers/merge/routes.tsx";
import { customerRoutes } from "../customers/routes.tsx";
import type { Background } from "../db/background.ts";
import { keepCheckpointed } from "../db/checkpoint.ts";
import { closingRoutes } from "../desk/closing-routes.tsx";
import { eraseRoutes } from "../desk/erase-routes.tsx";
import { historyRoutes } from "../desk/history-routes.tsx";
import { mediaRoutes } from "../desk/media-routes.tsx";
import { pastRoutes } from "../desk/past-routes.tsx";
import { deskRoutes } from "../desk/routes.tsx";
import { starRoutes } from "../desk/star-routes.tsx";
import { waitingRoutes } from "../desk/waiting-routes.tsx";
import { withinRoutes } from "../desk/within-routes.ts";
import { streamRoutes } from "../events/routes.ts";
import { fileRoutes } from "../files/routes.ts";
import { homeRoutes } from "../home/routes.tsx";
import { listen, serverOf } from "../http/server.ts";
import { keepCalendar } from "../jobs/calendar.ts";
import { keepJobsRunning } from "../jobs/runner.ts";
import { locationChooserRoutes } from "../locations/chooser-routes.tsx";
import { mapRoutes } from "../locations/map-routes.tsx";
import { locationRoutes } from "../locations/routes.tsx";
import { mailServerRoutes } from "../mail/admin-routes.tsx";
import { MAIL_POOL } from "../mail/ask.ts";
import { mailRoutes } from "../mail/routes.tsx";
import { mentionRoutes } from "../mentions/routes.tsx";
import { type Opened, recover } from "../open.ts";
import { queueRoutes } from "../queues/routes.tsx";
import { quoteFileRoutes } from "../quotes/file-routes.tsx";
import { quoteRoutes } from "../quotes/routes.tsx";
import { keepRouting } from "../routing/clockwork.ts";
import { whyRoutes } from "../routing/routes.tsx";
import { whatIfRoutes } from "../routing/simulate/routes.tsx";
import { searchRoutes } from "../search/routes.tsx";
import { bringRoutes } from "../shortcodes/file-routes.ts";
import { chooserRoutes, ownShortcodeRoutes, sharedShortcodeRoutes } from "../shortcodes/routes.tsx";
import { skillsetRoutes } from "../skillsets/routes.tsx";
import { ticketRoutes } from "../tickets/routes.tsx";
import { togetherRoutes } from "../together/routes.tsx";
import { userRoutes } from "../users/admin-routes.tsx";
import { linkRoutes } from "../users/link-routes.tsx";
import { firstRunLink, isFirstRun } from "../users/links.ts";
import { meRoutes } from "../users/me-routes.tsx";
import { profileRoutes } from "../users/profile-routes.tsx";
import { signInRoutes } from "../users/routes.tsx";
import { tokenRoutes } from "../users/token-routes.tsx";
import type { Workspace } from "../workspace.ts";
import { reasonRoutes } from "../wrap-up/reasons-routes.tsx";
import { surveyRoutes } from "../wrap-up/survey-routes.tsx";
import { serveControl } from "./control.ts";
import { perform } from "./perform.ts";
import type { Process } from "./process.ts";

export type Serving = { url: URL; stop(): Promise<void> };

const SWEEP_MS = 5_000;
/** When the start is over, what only the start needed goes: four megabytes. */
const STARTED_MS = 2_000;

type Greet = (opened: Opened, process: Process) => void | Promise<void>;

/** Brings everything up on an open folder: what was interrupted is put in order, then it works and serves. `welcome` tells the console. */
export async function startServing(opened: Opened, process: Process, welcome: Greet = greet): Promise<Serving> {
  const { workspace, background } = opened;
  await recover(workspace);
  const journal = keepJournalProcessed(workspace);
  const jobs = keepJobsRunning(workspace, () => closedPools(workspace));
  const stopRouting = keepRouting(workspace);
  const stopPresence = keepPresence(workspace);
  const { db, writer, log, config } = workspace;
  const stopCheckpoints = keepCheckpointed({ db, path: `${config.dataDir}/parlo.db`, writer, background }, (error) =>
    log.error({ error }, "a checkpoint failed"),
  );
  const stopCalendar = keepCalendar(workspace);
  const end = async () => {
    stopRouting();
    stopPresence();
    stopCheckpoints();
    journal.stop();
    await stopCalendar();
    await jobs.stop();
    await opened.close();
  };
  const server = await orEnd(end, () => listen(serverOf(workspace, ...routesOf(workspace, background, journal)), workspace));
  const control = serveControl(workspace.config.dataDir, (command, request) => perform(opened, command, request));
  await welcome(opened, process);
  setTimeout(giveBack, STARTED_MS).unref();
  return {
    url: workspace.config.publicUrl,
    stop: async () => {
      control.stop();
      workspace.streams.close();
      await server.stop();
      await end();
    },
  };
}

// Nothing that works on goes on without a door.
async function orEnd<T>(end: () => Promise<void>, begin: () => T): Promise<T> {
  try {
    return begin();
  } catch (error) {
    await end();
    throw error;
  }
}

/** What every slice serves. `wait` slows who guesses passwords. */
export function routesOf(workspace: Workspace, background: Background, journal: Journal, wait?: (ms: number) => Promise<unknown>) {
  return [
    signInRoutes(workspace, wait),
    linkRoutes(workspace),
    meRoutes(workspace, wait),
    agentRoutes(workspace),
    streamRoutes(workspace),
    homeRoutes(workspace),
    deskRoutes(workspace),
    searchRoutes(workspace),
    customerRoutes(workspace),
    ticketRoutes(workspace),
    eraseCustomerRoutes(workspace),
    quoteRoutes(workspace),
    quoteFileRoutes(workspace),
    starRoutes(workspace),
    mentionRoutes(workspace),
    togetherRoutes(workspace),
    closingRoutes(workspace),
    eraseRoutes(workspace),
    historyRoutes(workspace),
    mediaRoutes(workspace),
    pastRoutes(workspace),
    mailRoutes(workspace),
    waitingRoutes(workspace),
    withinRoutes(workspace),
    conversationRoutes(workspace),
    laterRoutes(workspace),
    draftRoutes(workspace),
    moveRoutes(workspace),
    whyRoutes(workspace),
    fileRoutes(workspace, kinds.values()),
    webchatRoutes(workspace),
    adminRoutes(workspace),
    userRoutes(workspace),
    profileRoutes(workspace),
    sharedShortcodeRoutes(workspace),
    ownShortcodeRoutes(workspace),
    chooserRoutes(workspace),
    locationRoutes(workspace),
    locationChooserRoutes(workspace),
    mapRoutes(workspace),
    bringRoutes(workspace),
    skillsetRoutes(workspace),
    statusRoutes(workspace),
    whatIfRoutes(workspace, background),
    queueRoutes(workspace),
    reasonRoutes(workspace),
    surveyRoutes(workspace),
    importRoutes(workspace),
    mergeRoutes(workspace),
    exportRoutes(workspace),
    fieldRoutes(workspace),
    channelRoutes(workspace),
    workspaceRoutes(workspace),
    mailServerRoutes(workspace),
    backupRoutes(workspace, backupsOf(workspace, background)),
    tokenRoutes(workspace),
    troubleRoutes(workspace),
    webhookRoutes(workspace, journal),
    apiRoutes(workspace),
    holdRoutes(workspace),
  ];
}

/** Pools that take no job at present: all while nothing may leave, a channel that its provider refuses or that is disabled. */
export function closedPools({ channels, hold }: Pick<Workspace, "channels" | "hold">): string[] {
  if (hold.since() !== null)
    return channels
      .all()
      .flatMap(({ row }) => [row.id, `${row.id}/files`])
      .concat(MAIL_POOL);
  return channels.all().flatMap(({ row }) => (row.problem === null && row.disabledAt === null ? [] : [row.id]));
}

function keepPresence({ presence, log }: Workspace): () => void {
  const timer = setInterval(() => presence.sweep().catch((error) => log.error({ error }, "presence could not be looked after")), SWEEP_MS);
  return () => clearInterval(timer);
}

async function greet({ workspace, newKey }: Opened, { print, clock }: Process) {
  const { config, write, db, dice } = workspace;
  print(`Parlo is at ${config.publicUrl.origin}`);
  if (newKey !== null) print(`A key for the secrets of this folder was made: ${newKey}. Keep a copy of it somewhere else.`);
  if (!isFirstRun(db)) return print("Sign in there with your user name and password.");
  const path = await write((db_) => firstRunLink(db_, dice, clock()));
  print(`Nobody can sign in yet. Make the first administrator here: ${new URL(path, config.publicUrl)}`);
}

function giveBack() {
  Bun.gc(true);
  Bun.shrink();
}
