import { setting } from "../admin/settings.ts";
import type { JobEnd, JobHandler } from "../jobs/kinds.ts";
import type { Workspace } from "../workspace.ts";
import { markFailed, markSending, markSent, markUncertain, markWaiting } from "./ask.ts";
import { type Letter, type Posted, post, type Trouble } from "./client.ts";
import { letterOf } from "./letter.ts";
import { type MailServer, mailPassword, mailServer } from "./server.ts";
import { aboutConversation, findMail, type Mail } from "./store.ts";

/** Tries of a mail that surely was not taken: about twenty minutes, so that whoever asked for it hears of it while they still know. */
export const TRIES_MAX = 6;
const FIRST_PAUSE_MS = 10_000;

/** Sends one mail, never twice: marked *sending* on the disk before it leaves, and what ends without an answer is a person's to decide. */
export const sendMail: JobHandler<"mail.send"> = {
  begin: (db, _workspace, { payload: { mailId } }) => (markSending(db, mailId) ? "run" : null),

  run: async (workspace, { payload: { mailId }, attempts }) => {
    const mail = findMail.get(workspace.db, { id: mailId });
    if (!mail) return { then: "done" };
    const posted = await tryToSend(workspace, mail);
    const now = workspace.clock();
    if (posted.ended === "sent") return { then: "done", write: (db) => markSent(db, mailId, now) };
    if (posted.ended === "unknown") return uncertain(mailId, now);
    const { code, again } = posted;
    if (!again || attempts >= TRIES_MAX) return { then: "done", write: (db) => markFailed(db, mailId, code, now) };
    return { then: { againAt: now + FIRST_PAUSE_MS * 3 ** (attempts - 1) }, problem: code, write: (db) => markWaiting(db, mailId, code) };
  },

  crashed: (_db, { payload: { mailId } }, now) => uncertain(mailId, now),
};

const uncertain = (mailId: number, now: number): JobEnd => ({ then: "done", write: (db) => markUncertain(db, mailId, now) });

async function tryToSend(workspace: Workspace, mail: Mail): Promise<Posted> {
  const server = mailServer(workspace.db);
  if (server === null) return never("not-set");
  let letter: Letter;
  try {
    const about = aboutConversation.get(workspace.db, { id: mail.conversationId });
    const kind = about && workspace.channels.find(about.channelId)?.kind;
    if (!about || !kind) return never("broke");
    letter = letterOf(workspace.db, { mail, about, kind, dataDir: workspace.config.dataDir, now: workspace.clock() });
  } catch (error) {
    workspace.log.error({ error, mailId: mail.id }, "a mail could not be written");
    return never("broke");
  }
  return sendLetter(workspace, letter, server, mailPassword(workspace.db, workspace.seal));
}

/** Through the same door as all that leaves: not while the workspace is held, nor out of a demo. The host is one that an administrator named. */
export async function sendLetter({ hold, db }: Workspace, letter: Letter, server: MailServer, password: string | null): Promise<Posted> {
  if (hold.since() !== null) return { ...never("held"), again: true };
  if (setting(db, "demo") !== null) return never("demo");
  if (server.username !== "" && password === null) return never("no-password");
  return post(letter, server, password);
}

const never = (code: Trouble) => ({ ended: "not-sent", code, detail: "", again: false }) as const;
