import { Elysia, t } from "elysia";
import { getCountries } from "libphonenumber-js/min";
import { UNTOLD } from "../../../views/admin/form.tsx";
import { ImportsPage, TakeForm } from "../../../views/customers/imports.tsx";
import { ImportPage, Progress } from "../../../views/customers/one-import.tsx";
import { html } from "../../../views/render.tsx";
import { toldOf } from "../../admin/told.ts";
import { whoOf } from "../../admin/who.ts";
import { barOf } from "../../desk/bar.ts";
import { access } from "../../http/access.ts";
import { readBody } from "../../http/body.ts";
import { Forbidden, Invalid, TooLarge } from "../../http/errors.ts";
import { type Posted, postedOf } from "../../http/posted.ts";
import { done, seeOther } from "../../http/see.ts";
import type { Person } from "../../http/session.ts";
import { type Language, say, text } from "../../texts/catalogue.ts";
import { scopeOf } from "../../users/permissions.ts";
import type { Workspace } from "../../workspace.ts";
import { labelOf, type Target, targetsOf } from "../columns.ts";
import { csvFile } from "../csv.ts";
import { fieldsOf } from "../fields.ts";
import { dropFile } from "./file.ts";
import * as imports from "./imports.ts";
import { problemPages, problemsIn } from "./problems.ts";

const { IMPORT_BYTES_MAX, IMPORT_KEPT_HOURS, IMPORT_LINES_MAX } = imports;
const LIMITS = { megabytes: IMPORT_BYTES_MAX / 1024 / 1024, lines: IMPORT_LINES_MAX, hours: IMPORT_KEPT_HOURS };
/** What a form adds around a file. */
const FORM_BYTES = 64 * 1024;
const LATEST_SHOWN = 10;

/** Customers from a file: it is taken, its columns are named, it is checked, and then imported. */
export const importRoutes = (workspace: Workspace) => {
  const { db, write, clock } = workspace;
  const all = { may: "customers.load" } as const;
  const one = { ...all, params: t.Object({ id: t.Numeric() }) } as const;
  // A file may be about anybody: who does not see all customers brings none in.
  const admit = ({ permissions }: Person) => {
    if (scopeOf(permissions, "customers.view") !== "all") throw new Forbidden();
  };
  const targetsIn = (language: Language) => {
    const fields = fieldsOf(db);
    return targetsOf(fields).map((value) => ({ value, label: labelOf(value, fields, language) }));
  };
  const problemsShown = (id: number, language: Language) => {
    const fields = fieldsOf(db);
    return problemsIn(db, id).map(({ field, ...rest }) => ({ ...rest, field: labelOf(field, fields, language) }));
  };

  return new Elysia({ prefix: "/customers/import" })
    .use(access(workspace))
    .get(
      "/",
      ({ page, person }) => {
        admit(person);
        return html(page(), <ImportsPage bar={barOf(db, person.userId)} limits={LIMITS} latest={imports.latest(db, LATEST_SHOWN)} />);
      },
      all,
    )
    .post(
      "/file",
      async ({ page, person, caller, request }) => {
        admit(person);
        try {
          const bytes = await fileIn(request);
          const id = await imports.takeFile(workspace, bytes, { ...whoOf({ person, caller }), userId: person.userId });
          return done({ "HX-Redirect": `/customers/import/${id}` });
        } catch (error) {
          const now = page();
          const { told, status } = toldOf(error, now.language);
          return html(now, <TakeForm limits={LIMITS} told={told} />, { status });
        }
      },
      { ...all, parse: "none" },
    )
    .get(
      "/:id",
      async ({ page, person, params: { id }, query }) => {
        admit(person);
        const found = await imports.openImport(workspace, id);
        const now = page();
        const naming = found.state === "mapping" || (found.state === "checked" && query["columns"] !== undefined);
        const columns = naming ? await imports.columnsIn(workspace, found) : null;
        const parts = { found, columns, targets: targetsIn(now.language), countries: COUNTRIES, problems: problemsShown(id, now.language) };
        return html(now, <ImportPage bar={barOf(db, person.userId)} {...parts} told={UNTOLD} />);
      },
      one,
    )
    .get(
      "/:id/progress",
      ({ page, person, params: { id } }) => {
        admit(person);
        const found = imports.importOf(db, id);
        const over = found.state !== "checking" && found.state !== "running";
        return over ? done({ "HX-Redirect": `/customers/import/${id}` }) : html(page(), <Progress found={found} />);
      },
      one,
    )
    .post(
      "/:id/check",
      async ({ page, person, params: { id }, body }) => {
        admit(person);
        const found = await imports.openImport(workspace, id);
        if (found.state === "dropped") return seeOther(`/customers/import/${id}`);
        const columns = await imports.columnsIn(workspace, found);
        const typed = readColumns(postedOf(body), columns.length);
        try {
          await write((db_) => imports.checkImport(db_, id, typed.columns, typed.country, clock()));
          return seeOther(`/customers/import/${id}`);
        } catch (error) {
          const now = page();
          const { told, status } = toldOf(error, now.language);
          const parts = { found: { ...found, ...typed }, columns, targets: targetsIn(now.language), countries: COUNTRIES, problems: [] };
          return html(now, <ImportPage bar={barOf(db, person.userId)} {...parts} told={told} />, { status });
        }
      },
      one,
    )
    .post(
      "/:id/start",
      async ({ person, caller, params: { id } }) => {
        admit(person);
        await write((db_) => imports.startImport(db_, id, whoOf({ person, caller }), clock()));
        return seeOther(`/customers/import/${id}`);
      },
      one,
    )
    .post(
      "/:id/drop",
      async ({ person, params: { id } }) => {
        admit(person);
        await write((db_) => imports.dropImport(db_, id, clock()));
        await dropFile(workspace, id);
        return seeOther(`/customers/import/${id}`);
      },
      one,
    )
    .get(
      "/:id/problems",
      ({ page, person, params: { id } }) => {
        admit(person);
        imports.importOf(db, id);
        const { language } = page();
        const fields = fieldsOf(db);
        const head = [text(language, "import.line"), text(language, "import.field"), text(language, "import.problem")];
        const rows = problemPages(db, id, ({ line, field, problem, facts }) => [String(line), labelOf(field, fields, language), say(language, problem, facts)]);
        return csvFile(text(language, "import.problems.name"), language, withHead(head, rows));
      },
      one,
    );
};

const COUNTRIES: readonly string[] = getCountries();

function* withHead(head: readonly string[], pages: Iterable<readonly (readonly string[])[]>) {
  yield [head];
  yield* pages;
}

async function fileIn(request: Request): Promise<Uint8Array> {
  const bytes = await readBody(request, IMPORT_BYTES_MAX + FORM_BYTES).catch((error: unknown) => {
    throw error instanceof TooLarge ? new Invalid({ file: "import.wrong.bytes" }, { file: { max: LIMITS.megabytes } }) : error;
  });
  const type = request.headers.get("content-type") ?? "";
  const sent = new Response(bytes.slice(), { headers: { "content-type": type } });
  const form = type.startsWith("multipart/form-data") ? await sent.formData().catch(() => null) : null;
  const file = form?.get("file");
  if (!(file instanceof Blob) || file.size === 0) throw new Invalid({ file: "import.wrong.none" });
  return new Uint8Array(await file.arrayBuffer());
}

function readColumns(posted: Posted, count: number): { columns: (Target | null)[]; country: string | null } {
  const columns = Array.from({ length: count }, (_, at) => (posted.text(`column-${at}`) || null) as Target | null);
  const country = posted.text("country");
  return { columns, country: COUNTRIES.includes(country) ? country : null };
}
