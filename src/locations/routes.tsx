import { Elysia, t } from "elysia";
import { type Told, UNTOLD } from "../../views/admin/form.tsx";
import { AddLocationPage, LocationPage, LocationsPage, RemoveLocationPage } from "../../views/locations/pages.tsx";
import type { Page } from "../../views/page.ts";
import { html } from "../../views/render.tsx";
import { revisionOf, unlessStale } from "../admin/stale.ts";
import { toldIn, toldOf } from "../admin/told.ts";
import { whoOf } from "../admin/who.ts";
import { barOf } from "../desk/bar.ts";
import { access } from "../http/access.ts";
import { postedOf } from "../http/posted.ts";
import { seeOther } from "../http/see.ts";
import type { Workspace } from "../workspace.ts";
import { mapGiven } from "./atlas.ts";
import { addLocation, changeLocation, locationNamed, locationOr404, locationsOf, removeLocation } from "./define.ts";
import { degreesIn, type Place } from "./place.ts";

const may = "administer.content";
const byId = t.Object({ id: t.Numeric() });
const href = "/admin/locations";

type Form = Readonly<Record<keyof Place, string>>;
const NEW: Form = { name: "", address: "", latitude: "", longitude: "" };

/** The places that are kept to be sent again. */
export const locationRoutes = (workspace: Workspace) => {
  const { db, write, clock } = workspace;
  const show = answersOf(workspace);
  return new Elysia({ prefix: href })
    .use(access(workspace))
    .get("/", ({ page, person, query }) => show.list(page(), person.userId, query["q"] ?? ""), { may })
    .get("/add", ({ page, person }) => show.adding(page(), person.userId), { may })
    .post(
      "/add",
      async ({ page, person, caller, body }) => {
        const form = readForm(body);
        try {
          await write((db_) => {
            // Sent twice, it is there: nothing more was wanted.
            if (!isThere(locationNamed(db_, form.name.trim()), form)) addLocation(db_, form, whoOf({ person, caller }), clock());
          });
          return seeOther(href);
        } catch (error) {
          return show.adding(page(), person.userId, form, toldOf(error, page().language));
        }
      },
      { may },
    )
    .get("/:id", ({ page, person, params: { id }, query }) => show.one(page(), person.userId, id, { told: toldIn(query) }), { may, params: byId })
    .post(
      "/:id",
      async ({ page, person, caller, params: { id }, body }) => {
        const [form, revision] = [readForm(body), postedOf(body).text("revision")];
        try {
          await write((db_) => {
            const change = () => changeLocation(db_, id, form, whoOf({ person, caller }), clock());
            unlessStale(db_, { subject: `location:${id}`, revision, state: locationOr404(db_, id) }, change);
          });
          return seeOther(`${href}/${id}?saved`);
        } catch (error) {
          return show.one(page(), person.userId, id, { form, ...toldOf(error, page().language, revision) });
        }
      },
      { may, params: byId },
    )
    .get(
      "/:id/remove",
      ({ page, person, params: { id } }) => {
        const { name } = locationOr404(db, id);
        return html(page(), <RemoveLocationPage bar={barOf(db, person.userId)} id={id} called={name} />);
      },
      { may, params: byId },
    )
    .post(
      "/:id/remove",
      async ({ person, caller, params: { id } }) => {
        await write((db_) => removeLocation(db_, id, whoOf({ person, caller }), clock()));
        return seeOther(href);
      },
      { may, params: byId },
    );
};

type Shown = { form?: Form; revision?: string; told?: Told; status?: number };

// The pages as they are now.
function answersOf({ db }: Workspace) {
  const map = () => ({ attribution: mapGiven({ db }).attribution, at: locationsOf(db)[0] });
  return {
    list: (page: Page, userId: number, q: string) =>
      html(page, <LocationsPage bar={barOf(db, userId)} locations={locationsOf(db).filter((one) => has(one, q))} q={q} />),
    adding: (page: Page, userId: number, form = NEW, { told, status }: { told: Told; status: number } = { told: UNTOLD, status: 200 }) =>
      html(page, <AddLocationPage bar={barOf(db, userId)} form={form} told={told} {...map()} />, { status }),
    one: (page: Page, userId: number, id: number, shown: Shown) => {
      const now = locationOr404(db, id);
      const { form = typedOf(now), revision = revisionOf(now), told = UNTOLD, status = 200 } = shown;
      return html(page, <LocationPage bar={barOf(db, userId)} id={id} called={now.name} form={form} revision={revision} told={told} {...map()} at={now} />, {
        status,
      });
    },
  };
}

function readForm(body: unknown): Form {
  const posted = postedOf(body);
  return { name: posted.text("name"), address: posted.text("address"), latitude: posted.text("latitude"), longitude: posted.text("longitude") };
}

const typedOf = ({ name, address, latitude, longitude }: Place): Form => ({ name, address, latitude: String(latitude), longitude: String(longitude) });

const isThere = (there: Place | null, form: Form) =>
  there !== null && there.address === form.address.trim() && there.latitude === degreesIn(form.latitude) && there.longitude === degreesIn(form.longitude);

const has = ({ name, address }: Place, q: string) => `${name} ${address}`.toLowerCase().includes(q.trim().toLowerCase());
