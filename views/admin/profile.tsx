import { say } from "../../src/texts/catalogue.ts";
import type { Scope } from "../../src/users/permissions.ts";
import { usePage } from "../page.ts";
import { TextField } from "../parts/field.tsx";
import type { Bar } from "../parts/system-bar.tsx";
import { FAMILIES } from "./families.ts";
import { fieldIn, Setting, SettingsForm, type Told, Wrong } from "./form.tsx";
import { AdminPage, Title } from "./frame.tsx";
import { LinkButton } from "./list.tsx";
import { NumberField } from "./number.tsx";
import type { PermissionGroups } from "./profiles.tsx";

export type ProfileForm = {
  name: string;
  capacity: string;
  /** "" = only the whole counts. */
  capacities: Readonly<Record<(typeof FAMILIES)[number], string>>;
  /** None = all. */
  queues: readonly number[];
  permissions: Readonly<Record<string, string>>;
};

export type ProfileProps = {
  bar: Bar;
  id: number | null;
  form: ProfileForm;
  revision: string;
  told: Told;
  groups: PermissionGroups;
  queues: readonly { id: number; name: string }[];
  /** Null for a new one. */
  now: { name: string; starting: boolean; users: number } | null;
};

/** One profile: what whoever has it may do, and how far. */
export function ProfilePage({ bar, id, form, revision, told, groups, queues, now }: ProfileProps) {
  const { language, t } = usePage();
  const title = now?.name ?? t("profile.new");
  const action = id === null ? "/admin/profiles/add" : `/admin/profiles/${id}`;
  const head = (
    <Title title={title} back={{ href: "/admin/profiles", label: t("admin.profiles") }} about={now ? t("profile.users", { count: now.users }) : undefined}>
      {id !== null && <LinkButton href={`/admin/profiles/add?like=${id}`}>{t("profile.copy")}</LinkButton>}
      {id !== null && !now?.starting && <LinkButton href={`${action}/remove`}>{t("admin.remove")}</LinkButton>}
    </Title>
  );
  return (
    <AdminPage title={title} at="profiles" bar={bar}>
      <SettingsForm action={action} revision={revision} told={told} discard={id === null ? "/admin/profiles" : action} head={head}>
        <Setting title={t("profile.what")} help={now?.starting ? t("profile.starting.help") : t("profile.what.help")}>
          <TextField {...fieldIn(told.wrongs)("name", form.name)} label={t("field.name")} required autofocus={form.name === ""} />
        </Setting>
        <Work form={form} queues={queues} told={told} />
        {groups.map(({ group, actions }) => (
          <Setting title={say(language, `permissions.${group}`)}>
            <div class="permissions">
              {actions.map(({ action: one, scopes }) => (
                <Permission action={one} scopes={scopes} given={form.permissions[one] ?? ""} wrong={told.wrongs[one]} />
              ))}
            </div>
          </Setting>
        ))}
      </SettingsForm>
    </AdminPage>
  );
}

// How much, and what of it.
function Work({ form, queues, told: { wrongs } }: Pick<ProfileProps, "form" | "queues" | "told">) {
  const { t } = usePage();
  const field = fieldIn(wrongs);
  return (
    <>
      <Setting title={t("profile.capacity")} help={t("profile.capacity.help")}>
        <NumberField {...field("capacity", form.capacity)} label={t("profile.capacity.all")} unit={t("profile.capacity.unit")} />
        <div class="sla-grid">
          {FAMILIES.map((family) => (
            <NumberField
              {...field(`capacities.${family}`, form.capacities[family])}
              label={t("profile.capacity.of", { family: t(`family.${family}`) })}
              unit=""
            />
          ))}
        </div>
        <p class="help">{t("profile.capacity.of.help")}</p>
      </Setting>
      {queues.length > 0 && (
        <Setting title={t("profile.queues")} help={t("profile.queues.help")}>
          <div class="ticks full" role="group" aria-label={t("profile.queues")}>
            {queues.map(({ id, name }) => (
              <label class="choice">
                <input class="check" type="checkbox" name="queues" value={id} checked={form.queues.includes(id)} />
                <span>{name}</span>
              </label>
            ))}
          </div>
          <Wrong>{wrongs["queues"]}</Wrong>
        </Setting>
      )}
    </>
  );
}

type PermissionProps = { action: string; scopes: readonly Scope[]; given: string; wrong: string | undefined };

// One that reaches only so far is a switch, any other says how far.
function Permission({ action, scopes, given, wrong }: PermissionProps) {
  const { language, t } = usePage();
  const id = `may-${action}`;
  const [only] = scopes;
  return (
    <div class="permission-row">
      <label for={id}>{say(language, `permission.${action}`)}</label>
      {scopes.length === 1 ? (
        <input class="switch" type="checkbox" id={id} name={`may[${action}]`} value={only} checked={given === only} />
      ) : (
        <select class="select" data-size="s" id={id} name={`may[${action}]`}>
          <option value="">{t("scope.none")}</option>
          {scopes.map((scope) => (
            <option value={scope} selected={scope === given}>
              {t(`scope.${scope}`)}
            </option>
          ))}
        </select>
      )}
      <Wrong>{wrong}</Wrong>
    </div>
  );
}
