import { Elysia, t } from "elysia";
import { type Told, UNTOLD } from "../../views/admin/form.tsx";
import { type QueueForm, QueuePage } from "../../views/admin/queue.tsx";
import { QueuesPage } from "../../views/admin/queues.tsx";
import { RemovePage } from "../../views/admin/remove.tsx";
import { QueueUses } from "../../views/admin/remove-queue.tsx";
import type { Page } from "../../views/page.ts";
import { html } from "../../views/render.tsx";
import type { Who } from "../admin/audit.ts";
import { isAlready, revisionOf, unlessStale } from "../admin/stale.ts";
import { sentenceOf, toldIn, toldOf } from "../admin/told.ts";
import { whoOf } from "../admin/who.ts";
import { MOVED_MAX } from "../conversations/move.ts";
import { barOf } from "../desk/bar.ts";
import { access } from "../http/access.ts";
import { Invalid } from "../http/errors.ts";
import { type Posted, postedOf } from "../http/posted.ts";
import { sentencesOf } from "../http/refuse.tsx";
import { seeOther } from "../http/see.ts";
import { wordsOf } from "../texts/catalogue.ts";
import { zones } from "../texts/time.ts";
import type { Workspace } from "../workspace.ts";
import { addQueue, changeQueue, queueOr404 } from "./change.ts";
import { formOf, inputOf, NEW_QUEUE, readForm } from "./form.ts";
import { mustMeet } from "./meet.ts";
import { queueNamed } from "./named.ts";
import { loadOf, openingOf, queueLines, readyByRing } from "./now.ts";
import { KINDS } from "./queue.ts";
import { emptyQueue, removeQueue, usesOf } from "./remove.ts";
import { listQueues, skillsetChoices } from "./store.ts";

const may = "administer.queues";
const byId = t.Object({ id: t.Numeric() });

/** Queues in the browser: the list, one queue with its rings, its removal. */
export const queueRoutes = (workspace: Workspace) => {
  const { db, write, clock } = workspace;

  type Shown = { id: number | null; form: QueueForm; revision?: string; told?: Told; status?: number };
  const show = (page: Page, userId: number, { id, form, revision, told = UNTOLD, status = 200 }: Shown) => {
    const queue = id === null ? null : queueOr404(db, id);
    const ready = readyByRing(db, inputOf(form).rings);
    const view = (
      <QueuePage
        bar={barOf(db, userId)}
        id={id}
        form={form}
        called={queue?.name ?? null}
        revision={queue ? (revision ?? revisionOf(queue)) : ""}
        told={told}
        skillsets={skillsetChoices.all(db)}
        others={othersThan(id)}
        kinds={KINDS}
        zones={zones()}
        ready={ready}
        opening={queue && openingOf(db, queue, clock())}
        load={id === null ? null : { ...loadOf(db, id), count: ready.reduce((sum, n) => sum + n, 0) }}
      />
    );
    return html(page, view, { status });
  };
  const isSave = (posted: Posted) => !posted.has("do");

  type Removal = { to?: number | null; refused?: string | null; wrong?: string | undefined; status?: number };
  const removal = (page: Page, userId: number, id: number, { to = null, refused = null, wrong, status = 200 }: Removal) => {
    const { name } = queueOr404(db, id);
    const word = wordsOf(page.language);
    const about = { list: { href: "/admin/queues", label: word("admin.queues") }, href: `/admin/queues/${id}`, name };
    const view = (
      <RemovePage bar={barOf(db, userId)} at="queues" {...about} title={word("queue.remove", { name })} help={word("queue.remove.help")} refused={refused}>
        <QueueUses uses={usesOf(db, id)} others={othersThan(id)} to={to} wrong={wrong} />
      </RemovePage>
    );
    return html(page, view, { status });
  };
  const othersThan = (id: number | null) => listQueues.all(db).filter((other) => other.id !== id);

  // A hundred conversations at a time; what came meanwhile goes with the last of them.
  const emptied = async (id: number, toId: number, who: Who): Promise<void> => {
    const done = await write((db) => {
      if (emptyQueue(db, { id, toId }, who, clock()) === MOVED_MAX) return false;
      removeQueue(db, id, who, clock());
      return true;
    });
    if (!done) await emptied(id, toId, who);
  };

  return new Elysia({ prefix: "/admin/queues" })
    .use(access(workspace))
    .get("/", ({ page, person }) => html(page(), <QueuesPage bar={barOf(db, person.userId)} queues={queueLines(db)} />), { may })
    .get("/add", ({ page, person }) => show(page(), person.userId, { id: null, form: NEW_QUEUE }), { may })
    .post(
      "/add",
      async ({ page, person, caller, body }) => {
        const posted = postedOf(body);
        const form = readForm(posted);
        if (!isSave(posted)) return show(page(), person.userId, { id: null, form });
        const who = whoOf({ person, caller });
        try {
          const id = await write((db) => {
            const there = queueNamed(db, form.name.trim());
            if (there && isAlready(db, () => changeQueue(db, there.id, inputOf(form), who, clock()))) return there.id;
            return addQueue(db, inputOf(form), who, clock());
          });
          return seeOther(`/admin/queues/${id}?saved`);
        } catch (error) {
          return show(page(), person.userId, { id: null, form, ...toldOf(error, page().language) });
        }
      },
      { may },
    )

    .get("/:id", ({ page, person, params: { id }, query }) => show(page(), person.userId, { id, form: formOf(queueOr404(db, id)), told: toldIn(query) }), {
      may,
      params: byId,
    })
    .post(
      "/:id",
      async ({ page, person, caller, params: { id }, body }) => {
        const posted = postedOf(body);
        const form = readForm(posted);
        queueOr404(db, id);
        const revision = posted.text("revision");
        if (!isSave(posted)) return show(page(), person.userId, { id, form, revision });
        const who = whoOf({ person, caller });
        try {
          await write((db) => {
            const state = queueOr404(db, id);
            unlessStale(db, { subject: `queue:${id}`, revision, state }, () => {
              changeQueue(db, id, inputOf(form), who, clock());
              mustMeet(db, { queueId: id }, clock());
            });
          });
          return seeOther(`/admin/queues/${id}?saved`);
        } catch (error) {
          return show(page(), person.userId, { id, form, ...toldOf(error, page().language, revision) });
        }
      },
      { may, params: byId },
    )

    .get("/:id/remove", ({ page, person, params: { id } }) => removal(page(), person.userId, id, {}), { may, params: byId })
    .post(
      "/:id/remove",
      async ({ page, person, caller, params: { id }, body }) => {
        const to = Number(postedOf(body).text("to")) || null;
        const who = whoOf({ person, caller });
        try {
          if (to === null) await write((db) => removeQueue(db, id, who, clock()));
          else await emptied(id, to, who);
          return seeOther("/admin/queues");
        } catch (error) {
          if (error instanceof Invalid) return removal(page(), person.userId, id, { to, wrong: sentencesOf(error, page().language)["to"], status: 422 });
          return removal(page(), person.userId, id, { to, refused: sentenceOf(error, page().language), status: 409 });
        }
      },
      { may, params: byId },
    );
};
