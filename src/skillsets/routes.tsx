import { Elysia, t } from "elysia";
import { type Told, UNTOLD } from "../../views/admin/form.tsx";
import { RemovePage } from "../../views/admin/remove.tsx";
import { SkillsetUses } from "../../views/admin/remove-skillset.tsx";
import { SkillsetPage, SkillsetsPage } from "../../views/admin/skillsets.tsx";
import type { Page } from "../../views/page.ts";
import { html } from "../../views/render.tsx";
import { revisionOf, unlessStale } from "../admin/stale.ts";
import { sentenceOf, toldIn, toldOf } from "../admin/told.ts";
import { whoOf } from "../admin/who.ts";
import { barOf } from "../desk/bar.ts";
import { access } from "../http/access.ts";
import { postedOf } from "../http/posted.ts";
import { seeOther } from "../http/see.ts";
import { askInstead } from "../queues/ask-instead.ts";
import { wordsOf } from "../texts/catalogue.ts";
import type { Workspace } from "../workspace.ts";
import { addSkillset, removeSkillset, renameSkillset } from "./change.ts";
import { skillsetLine, skillsetLines, waitingFor } from "./lines.ts";
import { skillsetNamed } from "./named.ts";

const may = "administer.skillsets";
const byId = t.Object({ id: t.Numeric() });

/** Skillsets in the browser: the list, one with its members, its removal. */
export const skillsetRoutes = (workspace: Workspace) => {
  const { db, write, clock } = workspace;

  const list = (page: Page, userId: number, typed = "", { told, status }: { told: Told; status: number } = { told: UNTOLD, status: 200 }) =>
    html(page, <SkillsetsPage bar={barOf(db, userId)} skillsets={skillsetLines(db)} typed={typed} told={told} />, { status });

  type Shown = { typed?: string; revision?: string; told?: Told; status?: number };
  const one = (page: Page, userId: number, id: number, { typed, revision, told = UNTOLD, status = 200 }: Shown) => {
    const skillset = skillsetLine(db, id);
    const as = revision ?? revisionOf(skillset.name);
    return html(page, <SkillsetPage bar={barOf(db, userId)} skillset={skillset} typed={typed ?? skillset.name} revision={as} told={told} />, { status });
  };

  type Removal = { instead?: number | null; refused?: string | null };
  const removal = (page: Page, userId: number, id: number, { instead = null, refused = null }: Removal) => {
    const { name, members, queues } = skillsetLine(db, id);
    const word = wordsOf(page.language);
    const about = { list: { href: "/admin/skillsets", label: word("admin.skillsets") }, href: `/admin/skillsets/${id}`, name };
    const texts = { title: word("skillset.remove", { name }), help: word("skillset.remove.help", { count: members.length }) };
    const others = skillsetLines(db).filter((other) => other.id !== id);
    const view = (
      <RemovePage bar={barOf(db, userId)} at="skillsets" {...about} {...texts} refused={refused}>
        <SkillsetUses queues={queues} waiting={waitingFor(db, id)} others={others} instead={instead} />
      </RemovePage>
    );
    return html(page, view, { status: refused === null ? 200 : 409 });
  };

  return new Elysia({ prefix: "/admin/skillsets" })
    .use(access(workspace))
    .get("/", ({ page, person }) => list(page(), person.userId), { may })
    .post(
      "/add",
      async ({ page, person, caller, body }) => {
        const name = postedOf(body).text("name");
        try {
          // Sent twice, it is there: nothing more was wanted.
          await write((db) => {
            if (skillsetNamed(db, name.trim())?.name !== name.trim()) addSkillset(db, { name }, whoOf({ person, caller }), clock());
          });
          return seeOther("/admin/skillsets");
        } catch (error) {
          return list(page(), person.userId, name, toldOf(error, page().language));
        }
      },
      { may },
    )

    .get("/:id", ({ page, person, params: { id }, query }) => one(page(), person.userId, id, { told: toldIn(query) }), {
      may,
      params: byId,
    })
    .post(
      "/:id",
      async ({ page, person, caller, params: { id }, body }) => {
        const posted = postedOf(body);
        const [typed, revision] = [posted.text("name"), posted.text("revision")];
        try {
          await write((db) => {
            const change = () => renameSkillset(db, id, { name: typed }, whoOf({ person, caller }), clock());
            unlessStale(db, { subject: `skillset:${id}`, revision, state: skillsetLine(db, id).name }, change);
          });
          return seeOther(`/admin/skillsets/${id}?saved`);
        } catch (error) {
          return one(page(), person.userId, id, { typed, ...toldOf(error, page().language, revision) });
        }
      },
      { may, params: byId },
    )

    .get("/:id/remove", ({ page, person, params: { id } }) => removal(page(), person.userId, id, {}), { may, params: byId })
    .post(
      "/:id/remove",
      async ({ page, person, caller, params: { id }, body }) => {
        const instead = Number(postedOf(body).text("instead")) || null;
        const who = whoOf({ person, caller });
        try {
          await write((db) => {
            askInstead(db, { skillsetId: id, insteadId: instead }, who, clock());
            removeSkillset(db, id, who, clock());
          });
          return seeOther("/admin/skillsets");
        } catch (error) {
          return removal(page(), person.userId, id, { instead, refused: sentenceOf(error, page().language) });
        }
      },
      { may, params: byId },
    );
};
