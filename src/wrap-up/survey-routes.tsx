import { Elysia, t } from "elysia";
import { type Told, UNTOLD } from "../../views/admin/form.tsx";
import { type QuestionForm, SurveyPage, SurveysPage } from "../../views/admin/surveys.tsx";
import type { Page } from "../../views/page.ts";
import { html } from "../../views/render.tsx";
import { revisionOf, unlessStale } from "../admin/stale.ts";
import { toldIn, toldOf } from "../admin/told.ts";
import { whoOf } from "../admin/who.ts";
import { barOf } from "../desk/bar.ts";
import { access } from "../http/access.ts";
import { type Posted, postedOf } from "../http/posted.ts";
import { seeOther } from "../http/see.ts";
import { queueOr404 } from "../queues/change.ts";
import type { Workspace } from "../workspace.ts";
import { changeSurvey, QUESTION_KINDS, QUESTIONS_MAX, type QuestionInput, questionsOf } from "./survey.ts";
import { surveyLines } from "./survey-store.ts";

const may = "administer.content";
const byId = t.Object({ id: t.Numeric() });
const NEW: QuestionForm = { id: "", kind: "one", text: "", choices: "", required: true };

/** Surveys in the browser: the queues, and what each asks its agents. */
export const surveyRoutes = (workspace: Workspace) => {
  const { db, write, clock } = workspace;

  type Shown = { id: number; form?: readonly QuestionForm[]; revision?: string; told?: Told; status?: number };
  const show = (page: Page, userId: number, { id, form, revision, told = UNTOLD, status = 200 }: Shown) => {
    const { name } = queueOr404(db, id);
    const now = questionsOf(db, id);
    const about = { id, name, form: form ?? now.map(formOf), revision: revision ?? revisionOf(now), told };
    return html(page, <SurveyPage bar={barOf(db, userId)} {...about} />, { status });
  };

  return new Elysia({ prefix: "/admin/surveys" })
    .use(access(workspace))
    .get("/", ({ page, person }) => html(page(), <SurveysPage bar={barOf(db, person.userId)} surveys={surveyLines.all(db)} />), { may })
    .get("/:id", ({ page, person, params: { id }, query }) => show(page(), person.userId, { id, told: toldIn(query) }), { may, params: byId })
    .post(
      "/:id",
      async ({ page, person, caller, params: { id }, body }) => {
        queueOr404(db, id);
        const posted = postedOf(body);
        const form = readForm(posted);
        const revision = posted.text("revision");
        if (posted.has("do")) return show(page(), person.userId, { id, form, revision });
        try {
          await write((db_) => {
            const change = () => changeSurvey(db_, id, form.map(inputOf), whoOf({ person, caller }), clock());
            unlessStale(db_, { subject: `survey:${id}`, revision, state: questionsOf(db_, id) }, change);
          });
          return seeOther(`/admin/surveys/${id}?saved`);
        } catch (error) {
          return show(page(), person.userId, { id, form, ...toldOf(error, page().language, revision) });
        }
      },
      { may, params: byId },
    );
};

const formOf = ({ id, kind, text, choices, required }: ReturnType<typeof questionsOf>[number]): QuestionForm => ({
  id: String(id),
  kind,
  text,
  choices: choices.join("\n"),
  required,
});

const inputOf = ({ id, kind, text, choices, required }: QuestionForm): QuestionInput => ({
  id: Number(id) || null,
  kind,
  text,
  choices: choices.split("\n"),
  required,
});

// The form as it was typed, with what its own buttons ask for: one question more, one less, one further up.
function readForm(posted: Posted): QuestionForm[] {
  const count = new Set(posted.names("questions[").map((name) => Number.parseInt(name, 10))).size;
  const questions = Array.from({ length: Math.min(count, QUESTIONS_MAX + 1) }, (_, at) => questionAt(posted, at));
  const [word, which] = posted.text("do").split(":");
  const at = Number(which);
  if (word === "add") return [...questions, NEW];
  if (word === "remove") return questions.filter((_, place) => place !== at);
  const [above, moved] = [questions[at - 1], questions[at]];
  return word === "up" && above && moved ? questions.with(at - 1, moved).with(at, above) : questions;
}

function questionAt(posted: Posted, at: number): QuestionForm {
  const text = (name: string) => posted.text(`questions[${at}].${name}`);
  return {
    id: text("id"),
    kind: QUESTION_KINDS.find((kind) => kind === text("kind")) ?? NEW.kind,
    text: text("text"),
    choices: text("choices").replaceAll("\r\n", "\n"),
    required: text("required") === "yes",
  };
}
