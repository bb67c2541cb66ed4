import { Elysia } from "elysia";
import type { Wrongs } from "../../../views/admin/form.tsx";
import type { Page } from "../../../views/page.ts";
import { html } from "../../../views/render.tsx";
import { Answer, WhatIfPage } from "../../../views/what-if/page.tsx";
import { setting } from "../../admin/settings.ts";
import { toldOf } from "../../admin/told.ts";
import type { Background } from "../../db/background.ts";
import { barOf } from "../../desk/bar.ts";
import { access } from "../../http/access.ts";
import { Forbidden, Invalid } from "../../http/errors.ts";
import { postedOf } from "../../http/posted.ts";
import { seeOther } from "../../http/see.ts";
import type { Person } from "../../http/session.ts";
import { dayAfter, dayOf } from "../../texts/time.ts";
import type { Workspace } from "../../workspace.ts";
import { readForm, variationOf, type WhatIfForm } from "./ask.ts";
import { choicesFor, queuesFor } from "./choices.ts";
import { type Run, runsOf } from "./runs.ts";
import { boundsOf } from "./what-if.ts";

const may = "reports.view";

/** What if? A supervisor chooses a past day and what shall be otherwise; it is lived anew in a Worker, and shown beside what was. */
export const whatIfRoutes = (workspace: Workspace, background: Background) => {
  const { db, clock } = workspace;
  const runs = runsOf(workspace, background);
  const zoneNow = () => ({ zone: setting(db, "timeZone"), now: clock() });
  const yesterday = () => dayAfter(dayOf(setting(db, "timeZone"), clock()), -1);

  /** The queues of whoever asks. Throws Forbidden where they may see only what is their own. */
  const queuesOf = (person: Person) => {
    const queues = queuesFor(db, person);
    if (queues === "none") throw new Forbidden();
    return queues;
  };
  type Shown = { form: WhatIfForm; run?: Run | null; wrongs?: Wrongs; conflict?: string | null; status?: number };
  const show = (page: Page, person: Person, { form, run = null, wrongs = {}, conflict = null, status = 200 }: Shown) => {
    const choices = choicesFor(db, queuesOf(person));
    return html(page, <WhatIfPage bar={barOf(db, person.userId)} form={form} choices={choices} run={run} wrongs={wrongs} conflict={conflict} />, { status });
  };
  const ask = (person: Person, form: WhatIfForm): Run => {
    const queues = queuesOf(person);
    if (!boundsOf({ day: form.day, ...zoneNow() })) throw new Invalid({ day: "what-if.no-day" });
    const variation = variationOf(form, choicesFor(db, queues));
    return runs.start(person.userId, form, { day: form.day, ...zoneNow(), variation, queues });
  };

  return new Elysia({ prefix: "/what-if" })
    .use(access(workspace))
    .get("/", ({ page, person }) => show(page(), person, { form: { day: yesterday(), typed: {} } }), { may })
    .post(
      "/",
      ({ page, person, body }) => {
        const form = readForm(postedOf(body));
        try {
          return seeOther(`/what-if/${ask(person, form).id}`);
        } catch (error) {
          if (error instanceof Forbidden) throw error;
          const { told, status } = toldOf(error, page().language);
          return show(page(), person, { form, wrongs: told.wrongs, conflict: told.conflict, status });
        }
      },
      { may },
    )
    .get(
      "/:run",
      ({ page, person, params }) => {
        queuesOf(person);
        const run = runs.find(params.run, person.userId);
        return show(page(), person, { form: run.form, run });
      },
      { may },
    )
    .get(
      "/:run/progress",
      ({ page, person, params }) => {
        queuesOf(person);
        return html(page(), <Answer run={runs.find(params.run, person.userId)} />);
      },
      { may },
    );
};
