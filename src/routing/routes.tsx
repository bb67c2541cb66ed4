import { Elysia, t } from "elysia";
import { html } from "../../views/render.tsx";
import { NewsBar } from "../../views/why/news.tsx";
import { WhyPage } from "../../views/why/page.tsx";
import { StoryPage } from "../../views/why/story.tsx";
import { barOf } from "../desk/bar.ts";
import { access } from "../http/access.ts";
import { Forbidden } from "../http/errors.ts";
import type { Person } from "../http/session.ts";
import { scopeOf } from "../users/permissions.ts";
import { type VisibleTo, visibleTo } from "../users/visible.ts";
import type { Workspace } from "../workspace.ts";
import { type Asked, choicesFor, lastDecisionId, logOf, namesIn, newsOf, storyOf, waitingOf } from "./log.ts";
import { whyNotYet } from "./why.ts";

const may = "conversations.details";
const byId = t.Object({ id: t.Numeric() });
type Query = Readonly<Record<string, string | undefined>>;

/** `/why`: every decision of the routing, for those who may see more than their own conversations. */
export const whyRoutes = (workspace: Workspace) => {
  const { db, routing, clock } = workspace;
  return new Elysia({ prefix: "/why" })
    .use(access(workspace))
    .get(
      "/",
      ({ page, person, query }) => {
        const now = page();
        const [viewer, asked] = [viewerOf(person), askedIn(query)];
        const after = lastDecisionId(db);
        const log = logOf(db, viewer, asked, numberIn(query, "before"));
        const lists = { ...choicesFor(db, viewer), waiting: waitingOf(db, viewer, asked.queueId) };
        return html(now, <WhyPage bar={barOf(db, person.userId)} asked={asked} log={log} after={after} isFirst={!query["before"]} {...lists} />);
      },
      { may },
    )
    .get(
      "/news",
      ({ page, person, query }) => {
        const asked = askedIn(query);
        const shown = { after: numberIn(query, "after") ?? 0, mark: query["waiting"] ?? "" };
        return html(page(), <NewsBar asked={asked} {...shown} news={newsOf(db, viewerOf(person), asked, shown)} />);
      },
      { may },
    )
    .get(
      "/:id",
      ({ page, person, params: { id } }) => {
        const now = page();
        const after = lastDecisionId(db);
        const story = storyOf(db, viewerOf(person), id);
        const notYet = whyNotYet(routing, id, clock());
        const names = namesIn(db, story.decisions, notYet);
        return html(now, <StoryPage bar={barOf(db, person.userId)} {...story} notYet={notYet} names={names} after={after} />);
      },
      { may, params: byId },
    );
};

/** Throws Forbidden for who may see only their own. */
function viewerOf(person: Person): VisibleTo {
  if (scopeOf(person.permissions, may) === "own") throw new Forbidden();
  return visibleTo(person, may);
}

function askedIn(query: Query): Asked {
  const outcome = query["outcome"];
  return {
    queueId: numberIn(query, "queue"),
    agentId: numberIn(query, "agent"),
    outcome: outcome === "offered" || outcome === "assigned" ? outcome : null,
    conversationId: numberIn(query, "conversation"),
  };
}

function numberIn(query: Query, name: string): number | null {
  const number = Number((query[name] ?? "").replace(/^#/, "").trim());
  return Number.isSafeInteger(number) && number > 0 ? number : null;
}
