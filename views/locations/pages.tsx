import type { Location } from "../../src/locations/store.ts";
import { fieldIn, Setting, SettingsForm, type Told } from "../admin/form.tsx";
import { AdminPage, Title } from "../admin/frame.tsx";
import { LinkButton, LiveTable, Search } from "../admin/list.tsx";
import { RemovePage } from "../admin/remove.tsx";
import { usePage } from "../page.ts";
import { Empty } from "../parts/empty.tsx";
import { TextField } from "../parts/field.tsx";
import type { Bar } from "../parts/system-bar.tsx";
import { PlaceMap } from "./map.tsx";

type Form = Readonly<Record<"name" | "address" | "latitude" | "longitude", string>>;

const HREF = "/admin/locations";

/** Every place that is kept to be sent again, by name. */
export function LocationsPage({ bar, locations, q }: { bar: Bar; locations: readonly Location[]; q: string }) {
  const { t } = usePage();
  const title = t("locations.title");
  const empty = locations.length === 0 && <Empty title={t(q === "" ? "locations.empty" : "locations.none")}>{t("locations.empty.help")}</Empty>;
  return (
    <AdminPage title={title} at="locations" bar={bar}>
      <div class="page full">
        <Title title={title} about={t("locations.about")}>
          <LinkButton href={`${HREF}/add`} icon="plus">
            {t("location.add")}
          </LinkButton>
        </Title>
        <Search action={HREF} q={q} label={t("locations.search")} />
        <LiveTable
          href={q === "" ? HREF : `${HREF}?q=${encodeURIComponent(q)}`}
          heads={[t("location.name"), t("location.address"), t("location.coordinates")]}
          empty={empty}
        >
          {locations.map(({ id, name, address, latitude, longitude }) => (
            <tr>
              <td dir="auto">
                <a class="whole" href={`${HREF}/${id}`}>
                  {name}
                </a>
              </td>
              <td class="wide" dir="auto">
                {address}
              </td>
              <td>{`${latitude}, ${longitude}`}</td>
            </tr>
          ))}
        </LiveTable>
      </div>
    </AdminPage>
  );
}

type FieldProps = { form: Form; told: Told; attribution: string | null; at: Location | undefined };

/** A new place. */
export function AddLocationPage({ bar, ...fields }: FieldProps & { bar: Bar }) {
  const { t } = usePage();
  const head = <Title title={t("location.new")} back={{ href: HREF, label: t("locations.title") }} />;
  return (
    <AdminPage title={t("location.new")} at="locations" bar={bar}>
      <SettingsForm action={`${HREF}/add`} revision="" told={fields.told} discard={HREF} head={head} save={t("location.add")}>
        <Fields {...fields} />
      </SettingsForm>
    </AdminPage>
  );
}

type OneProps = FieldProps & { bar: Bar; id: number; called: string; revision: string };

/** One place: what it is called, and where it is. */
export function LocationPage({ bar, id, called, revision, ...fields }: OneProps) {
  const { t } = usePage();
  const action = `${HREF}/${id}`;
  const head = (
    <Title title={called} back={{ href: HREF, label: t("locations.title") }}>
      <LinkButton href={`${action}/remove`}>{t("admin.remove")}</LinkButton>
    </Title>
  );
  return (
    <AdminPage title={called} at="locations" bar={bar}>
      <SettingsForm action={action} revision={revision} told={fields.told} discard={action} head={head}>
        <Fields {...fields} />
      </SettingsForm>
    </AdminPage>
  );
}

/** Asks once before a place goes for good. */
export function RemoveLocationPage({ bar, id, called }: { bar: Bar; id: number; called: string }) {
  const { t } = usePage();
  const title = t("location.remove", { name: called });
  const list = { href: HREF, label: t("locations.title") };
  return <RemovePage bar={bar} at="locations" list={list} href={`${HREF}/${id}`} name={called} title={title} help={t("location.remove.help")} refused={null} />;
}

function Fields({ form, told: { wrongs }, attribution, at }: FieldProps) {
  const { t } = usePage();
  const field = fieldIn(wrongs);
  return (
    <>
      <Setting title={t("location.what")} help={t("location.what.help")}>
        <TextField {...field("name", form.name)} label={t("location.name")} autocomplete="off" required />
        <TextField {...field("address", form.address)} label={t("location.address")} help={t("location.address.help")} autocomplete="off" />
      </Setting>
      <Setting title={t("location.where")} help={t("location.where.help")}>
        {attribution !== null && <PlaceMap attribution={attribution} at={at} />}
        <TextField
          {...field("latitude", form.latitude)}
          label={t("location.latitude")}
          inputmode="decimal"
          autocomplete="off"
          placeholder="45.46427"
          required
        />
        <TextField
          {...field("longitude", form.longitude)}
          label={t("location.longitude")}
          inputmode="decimal"
          autocomplete="off"
          placeholder="9.18951"
          required
        />
      </Setting>
    </>
  );
}
