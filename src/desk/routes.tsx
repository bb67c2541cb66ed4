import { Elysia, t } from "elysia";
import { DeskRight, NothingChosen } from "../../views/desk/chat.tsx";
import { EarlierItems } from "../../views/desk/earlier.tsx";
import { List } from "../../views/desk/list.tsx";
import { Offer } from "../../views/desk/offer.tsx";
import { DeskPage } from "../../views/desk/page.tsx";
import { Items, OlderItems } from "../../views/desk/thread.tsx";
import { transcript } from "../../views/desk/transcript.ts";
import { Why } from "../../views/desk/why.tsx";
import { FoundOptions } from "../../views/palette/found.tsx";
import { BarUpdate } from "../../views/parts/system-bar.tsx";
import { TodayFigures } from "../../views/parts/today.tsx";
import { html } from "../../views/render.tsx";
import { audit } from "../admin/audit.ts";
import { setting } from "../admin/settings.ts";
import { windowEndsAt } from "../customers/window.ts";
import { access } from "../http/access.ts";
import { seeOther } from "../http/see.ts";
import type { Person } from "../http/session.ts";
import { decisionsOf } from "../routing/explain.ts";
import { namedIn, whyNotYet } from "../routing/why.ts";
import { presentAt } from "../together/company.ts";
import { visibleTo } from "../users/visible.ts";
import type { Workspace } from "../workspace.ts";
import { arrangementOf } from "./arrangement.ts";
import { barOf } from "./bar.ts";
import { chatFor, isMine, openedBy } from "./desk.ts";
import { findAll } from "./find.ts";
import { listFor } from "./list.ts";
import { lookIn } from "./look-in.ts";
import { offersTo, userNames } from "./store.ts";
import { allOf, changesOf, earlierThan, MANY_MESSAGES, PAGE_MESSAGES, threadOf } from "./thread.ts";
import { todayKept } from "./today.ts";

const byId = t.Object({ id: t.Numeric() });
/** Of a longer conversation the newest are copied. */
export const COPIED_MESSAGES_MAX = 10_000;
const END = Number.MAX_SAFE_INTEGER;
const isPart = (request: Request) => request.headers.has("hx-request");

/** The agent's page and its parts. Signals say that something changed; these are what a page asks for then. */
export const deskRoutes = (workspace: Workspace) => {
  const { db, channels, routing, clock } = workspace;
  const view = { may: "conversations.view" } as const;
  const today = todayKept(workspace);
  const listOf = (person: Person, query: Readonly<Record<string, string>>, { headers }: Request, chosen: number | null) =>
    listFor(db, person, query, arrangementOf(headers, person.userId), chosen);
  return new Elysia()
    .use(access(workspace))
    .get("/", ({ person }) => seeOther(`/${person.opens}`), { may: "signed-in" })
    .get("/bar", ({ page, person }) => html(page(), <BarUpdate bar={barOf(db, person.userId)} />), { may: "signed-in" })
    .get("/today", ({ page }) => html(page(), <TodayFigures {...today()} />), { may: "signed-in" })
    .get("/find", ({ page, person, query: { q = "" } }) => html(page(), <FoundOptions typed={q} {...findAll(db, person, q)} />), { may: "signed-in" })
    .get("/offer", ({ page, person }) => html(page(), <Offer offers={offersTo.all(db, { agentId: person.userId })} />), { may: "signed-in" })

    .get(
      "/conversations",
      ({ page, person, query, request }) => {
        const now = page();
        if (isPart(request)) return html(now, <NothingChosen />);
        return html(now, <DeskPage bar={barOf(db, person.userId)} list={listOf(person, query, request, null)} chat={null} />);
      },
      view,
    )
    .get("/conversations/rows", ({ page, person, query, request }) => html(page(), <List {...listOf(person, query, request, null)} />), view)
    .get(
      "/conversations/:id",
      async ({ page, person, caller, params: { id }, query, request }) => {
        const now = page();
        const chat = { ...chatFor(db, channels, person, id), present: presentAt(workspace, id, person) };
        await lookIn(workspace, chat.conversation, { person, address: caller.address });
        if (isPart(request)) return html(now, <DeskRight {...chat} />);
        return html(now, <DeskPage bar={barOf(db, person.userId)} list={listOf(person, query, request, id)} chat={chat} />);
      },
      { ...view, params: byId },
    )
    .get(
      "/conversations/:id/changes",
      ({ page, person, params: { id }, query }) => {
        const now = page();
        const { conversation, kind } = openedBy(db, channels, person, id);
        const { whole, ...items } = changesOf(db, kind, conversation, Number(query["after"]) || 0);
        const headers = {
          "Parlo-Seen": String(now.seen),
          "Parlo-State": `${conversation.state}-${conversation.agentId ?? 0}`,
          "Parlo-Waits": String(conversation.customerWaitsSince ?? ""),
          "Parlo-Window": String(windowEndsAt(db, conversation, kind.windowMs) ?? ""),
          ...(whole ? { "Parlo-Whole": "true" } : {}),
        };
        return html(now, <Items conversationId={id} items={items} canWrite={isMine(conversation, person)} />, { headers });
      },
      { ...view, params: byId },
    )
    .get(
      "/conversations/:id/older",
      ({ page, person, params: { id }, query }) => {
        const { conversation, kind } = openedBy(db, channels, person, id);
        const above = { position: Number(query["position"]) || END, id: Number(query["id"]) || END };
        const thread = threadOf(db, kind, conversation, above, query["many"] ? MANY_MESSAGES : PAGE_MESSAGES);
        return html(page(), <OlderItems conversationId={id} thread={thread} canWrite={isMine(conversation, person)} />);
      },
      { ...view, params: byId },
    )
    .get(
      "/conversations/:id/earlier",
      ({ page, person, params: { id }, query }) => {
        const { conversation, kind } = openedBy(db, channels, person, id);
        const earlier = earlierThan(db, kind, visibleTo(person), conversation, Number(query["before"]) || END);
        return html(page(), <EarlierItems conversationId={id} {...earlier} />);
      },
      { ...view, params: byId },
    )
    .get(
      "/conversations/:id/transcript",
      async ({ person, caller, params: { id } }) => {
        const { conversation, kind } = openedBy(db, channels, person, id, "conversations.copy");
        const line = { who: { userId: person.userId, address: caller.address }, action: "conversation.copied", subject: `conversation:${id}` } as const;
        await workspace.write((db_) => audit(db_, line, clock()));
        const messages = allOf(db, kind, conversation, COPIED_MESSAGES_MAX);
        const { publicUrl } = workspace.config;
        const text = transcript({ conversation, messages, language: person.language, zone: setting(db, "timeZone"), publicUrl });
        return new Response(text, { headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" } });
      },
      { may: "conversations.copy", params: byId },
    )
    .get(
      "/conversations/:id/why",
      ({ page, person, params: { id } }) => {
        const { conversation } = openedBy(db, channels, person, id, "conversations.details");
        const decisions = decisionsOf(db, id);
        const notYet = whyNotYet(routing, id, clock());
        const agents = [...decisions.flatMap(({ agentId, considered }) => [agentId, ...considered.map((one) => one.agentId)])];
        const ids = [...new Set([...agents, ...(notYet?.considered ?? []).map(({ agentId }) => agentId), ...namedIn(notYet)])];
        const names = new Map(userNames.all(db, { ids: JSON.stringify(ids) }).map(({ id: userId, name }) => [userId, name]));
        return html(page(), <Why decisions={decisions} notYet={notYet} queueName={conversation.queueName} names={names} />);
      },
      { may: "conversations.details", params: byId },
    );
};
