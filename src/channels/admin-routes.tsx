import { Elysia, t } from "elysia";
import { type ChannelForm, ChannelPage } from "../../views/admin/channel.tsx";
import { ChannelsPage, KindsPage } from "../../views/admin/channels.tsx";
import { type Told, UNTOLD } from "../../views/admin/form.tsx";
import { TestOutcome, type TestResult } from "../../views/admin/tested.tsx";
import type { Page } from "../../views/page.ts";
import { html } from "../../views/render.tsx";
import { isAlready, revisionOf, unlessStale } from "../admin/stale.ts";
import { toldIn, toldOf } from "../admin/told.ts";
import { whoOf } from "../admin/who.ts";
import { barOf } from "../desk/bar.ts";
import { access } from "../http/access.ts";
import { Invalid, NotFound } from "../http/errors.ts";
import { readFields } from "../http/fields.ts";
import { type Posted, postedOf } from "../http/posted.ts";
import { seeOther } from "../http/see.ts";
import { hoursFormOf, hoursOf as hoursIn, readHours } from "../queues/hours-form.ts";
import { mustMeet } from "../queues/meet.ts";
import { zones } from "../texts/time.ts";
import type { Workspace } from "../workspace.ts";
import type { ChannelKind, Settings } from "./channel.ts";
import {
  addChannel,
  changeChannel,
  channelNamed,
  channelOr404,
  declareWorking,
  disableChannel,
  enableChannel,
  hoursOf,
  kindOf,
  settingsOf,
  stateOf,
} from "./configure.ts";
import { channelLines, queueChoices, silentChannel } from "./configure-store.ts";
import { fieldsOf, freeId, outsideOf, proposed, wantedOf } from "./form.ts";
import { kinds } from "./registry.ts";
import { defaultsOf, mergeSettings } from "./settings.ts";

const may = "administer.channels";
const byId = t.Object({ id: t.String() });
const byKind = t.Object({ kind: t.Optional(t.String()) });

/** Channels in the browser: the list, a new one by its kind, one with its settings, its test. */
export const channelRoutes = (workspace: Workspace) => {
  const { db, seal, config, write, clock, dice, egress } = workspace;

  type Shown = { told?: Told; status?: number; typed?: Posted; revision?: string; tested?: TestResult | null };
  const showNew = (page: Page, userId: number, kind: ChannelKind, { told = UNTOLD, status = 200, typed, tested = null }: Shown) => {
    const queues = queueChoices.all(db);
    const form = typed
      ? formOf(typed)
      : {
          id: freeId(kind, (id) => channelNamed(db, id) !== null),
          name: "",
          queueId: queues[0]?.id ?? null,
          hours: hoursFormOf(null),
        };
    const about = {
      kind: kind.kind,
      form,
      settings: fieldsOf(kind, proposed(kind, dice), typed ?? null),
      told,
      queues,
      zones: zones(),
      canTest: kind.test !== undefined,
    };
    return html(page, <ChannelPage bar={barOf(db, userId)} revision="" now={null} outside={null} tested={tested} {...about} />, { status });
  };
  const show = (page: Page, userId: number, id: string, { told = UNTOLD, status = 200, typed, revision, tested = null }: Shown) => {
    const row = channelOr404(db, id);
    const kind = kindOf(row);
    const set = settingsOf(db, seal, row);
    const form = typed ? { ...formOf(typed), id } : { id, name: row.name, queueId: row.queueId, hours: hoursFormOf(hoursOf(row)) };
    const about = {
      kind: kind.kind,
      form,
      settings: fieldsOf(kind, set, typed ?? null),
      told,
      queues: queueChoices.all(db),
      zones: zones(),
      canTest: kind.test !== undefined,
    };
    const now = { name: row.name, disabled: row.disabledAt !== null, problem: row.problem, problemSince: row.problemSince, silent: isSilent(id) };
    const outside = outsideOf(kind, id, set, config.publicUrl);
    const view = (
      <ChannelPage bar={barOf(db, userId)} revision={revision ?? revisionOf(stateOf(db, row))} now={now} outside={outside} tested={tested} {...about} />
    );
    return html(page, view, { status });
  };
  const isSilent = (id: string) => silentChannel.get(db, { id })?.silent === 1;
  const kindNamed = (name: string | undefined): ChannelKind => {
    const kind = kinds.get(name ?? "");
    if (!kind) throw new NotFound();
    return kind;
  };

  // What is typed is tried before it is saved. Only what is wrong in itself is told, and nothing is asked then.
  const tryOut = async (kind: ChannelKind, set: Settings, posted: Posted): Promise<TestResult> => {
    const settings = readFields({}, (field) => mergeSettings(kind, set, wantedOf(kind, posted), field));
    return (await kind.test?.(settings, egress)) ?? [];
  };
  const isPart = (request: Request) => request.headers.has("hx-request");

  return new Elysia({ prefix: "/admin/channels" })
    .use(access(workspace))
    .get("/", ({ page, person }) => html(page(), <ChannelsPage bar={barOf(db, person.userId)} channels={channelLines.all(db).map(lineOf)} />), { may })
    .get(
      "/add",
      ({ page, person, query: { kind } }) => {
        const queues = queueChoices.all(db).length > 0;
        if (kind !== undefined && queues) return showNew(page(), person.userId, kindNamed(kind), {});
        return html(page(), <KindsPage bar={barOf(db, person.userId)} kinds={[...kinds.values()].map((one) => one.kind)} queues={queues} />);
      },
      { may, query: byKind },
    )
    .post(
      "/add",
      async ({ page, person, caller, query, body }) => {
        const kind = kindNamed(query.kind);
        const typed = postedOf(body);
        const { id: typedId, name, queueId, hours } = formOf(typed);
        const id = typedId.trim();
        const input = { name, queueId: queueId ?? 0, settings: wantedOf(kind, typed), hours: hoursIn(hours) };
        const who = whoOf({ person, caller });
        try {
          await write((db) => {
            const there = channelNamed(db, id);
            if (there?.kind === kind.kind && isAlready(db, () => changeChannel(db, seal, id, input, who, clock()))) return;
            addChannel(db, seal, { ...input, id, kind: kind.kind }, who, clock());
            mustMeet(db, { channelId: id }, clock());
          });
          return seeOther(`/admin/channels/${id}?saved`);
        } catch (error) {
          return showNew(page(), person.userId, kind, { typed, ...toldOf(error, page().language) });
        }
      },
      { may, query: byKind },
    )
    .post(
      "/test",
      async ({ page, person, query, body, request }) => {
        const kind = kindNamed(query.kind);
        const typed = postedOf(body);
        try {
          const tested = await tryOut(kind, defaultsOf(kind), typed);
          return isPart(request) ? html(page(), <TestOutcome result={tested} />) : showNew(page(), person.userId, kind, { typed, tested });
        } catch (error) {
          if (!(error instanceof Invalid)) throw error;
          return isPart(request)
            ? html(page(), <TestOutcome result={INCOMPLETE} />)
            : showNew(page(), person.userId, kind, { typed, ...toldOf(error, page().language) });
        }
      },
      { may, query: byKind },
    )

    .get("/:id", ({ page, person, params: { id }, query }) => show(page(), person.userId, id, { told: toldIn(query) }), {
      may,
      params: byId,
    })
    .post(
      "/:id",
      async ({ page, person, caller, params: { id }, body }) => {
        const typed = postedOf(body);
        const revision = typed.text("revision");
        const { name, queueId, hours } = formOf(typed);
        const input = { name, queueId: queueId ?? 0, settings: wantedOf(kindOf(channelOr404(db, id)), typed), hours: hoursIn(hours) };
        try {
          await write((db) => {
            const row = channelOr404(db, id);
            const change = () => {
              changeChannel(db, seal, id, input, whoOf({ person, caller }), clock());
              mustMeet(db, { channelId: id }, clock());
            };
            unlessStale(db, { subject: `channel:${id}`, revision, state: stateOf(db, row) }, change);
          });
          return seeOther(`/admin/channels/${id}?saved`);
        } catch (error) {
          return show(page(), person.userId, id, { typed, ...toldOf(error, page().language, revision) });
        }
      },
      { may, params: byId },
    )
    .post(
      "/:id/test",
      async ({ page, person, params: { id }, body, request }) => {
        const row = channelOr404(db, id);
        const typed = postedOf(body);
        try {
          const tested = await tryOut(kindOf(row), settingsOf(db, seal, row), typed);
          return isPart(request)
            ? html(page(), <TestOutcome result={tested} />)
            : show(page(), person.userId, id, { typed, revision: typed.text("revision"), tested });
        } catch (error) {
          if (!(error instanceof Invalid)) throw error;
          if (isPart(request)) return html(page(), <TestOutcome result={INCOMPLETE} />);
          return show(page(), person.userId, id, { typed, ...toldOf(error, page().language, typed.text("revision")) });
        }
      },
      { may, params: byId },
    )

    .post(
      "/:id/disable",
      async ({ person, caller, params: { id } }) => {
        if (channelOr404(db, id).disabledAt === null) await write((db) => disableChannel(db, id, whoOf({ person, caller }), clock()));
        return seeOther(`/admin/channels/${id}`);
      },
      { may, params: byId },
    )
    .post(
      "/:id/enable",
      async ({ person, caller, params: { id } }) => {
        if (channelOr404(db, id).disabledAt !== null) await write((db) => enableChannel(db, id, whoOf({ person, caller }), clock()));
        return seeOther(`/admin/channels/${id}`);
      },
      { may, params: byId },
    )
    .post(
      "/:id/works",
      async ({ person, caller, params: { id } }) => {
        if (channelOr404(db, id).problem !== null) await write((db) => declareWorking(db, id, whoOf({ person, caller }), clock()));
        return seeOther(`/admin/channels/${id}`);
      },
      { may, params: byId },
    );
};

const INCOMPLETE: TestResult = [{ key: "channel.test.incomplete" }];

const formOf = (posted: Posted): ChannelForm => ({
  id: posted.text("id"),
  name: posted.text("name"),
  queueId: Number(posted.text("queue")) || null,
  hours: readHours(posted),
});
const lineOf = ({ problem, disabledAt, silent, kind, ...line }: ReturnType<typeof channelLines.all>[number]) => ({
  ...line,
  kind: kind as ChannelKind["kind"],
  stopped: problem !== null,
  disabled: disabledAt !== null,
  silent: silent === 1,
});
