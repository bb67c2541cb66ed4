import { type Language, say } from "../../src/texts/catalogue.ts";
import type { Scope } from "../../src/users/permissions.ts";
import { usePage } from "../page.ts";
import { Icon } from "../parts/icon.tsx";
import { Chip } from "../parts/marks.tsx";
import type { Bar } from "../parts/system-bar.tsx";
import { AdminPage, Title } from "./frame.tsx";
import { LinkButton, LiveTable } from "./list.tsx";

export type ProfileLine = { id: number; name: string; starting: boolean; capacity: number; users: number; permissions: Readonly<Record<string, Scope>> };
/** What a profile may allow, in groups: the words before the dot. */
export type PermissionGroups = readonly { group: string; actions: readonly { action: string; scopes: readonly Scope[] }[] }[];

type ProfilesProps = { bar: Bar; profiles: readonly ProfileLine[]; groups: PermissionGroups };

/** Every profile, and side by side what each may do. */
export function ProfilesPage({ bar, profiles, groups }: ProfilesProps) {
  const { t } = usePage();
  const heads = [t("field.name"), { label: t("profile.users.head"), num: true } as const, { label: t("profile.capacity"), num: true } as const, ""];
  return (
    <AdminPage title={t("admin.profiles")} at="profiles" bar={bar}>
      <div class="overview matrix">
        <Title title={t("admin.profiles")} about={t("profiles.about")}>
          <LinkButton href="/admin/profiles/add" icon="plus" kind="primary">
            {t("profile.new")}
          </LinkButton>
        </Title>
        <LiveTable href="/admin/profiles" heads={heads} empty={null}>
          {profiles.map(({ id, name, starting, users, capacity }) => (
            <tr>
              <td>
                <a class="whole" href={`/admin/profiles/${id}`}>
                  {name}
                </a>
              </td>
              <td class="num">{users}</td>
              <td class="num">{capacity}</td>
              <td>{starting && <Chip>{t("profile.starting")}</Chip>}</td>
            </tr>
          ))}
        </LiveTable>
        <h2 id="matrix">{t("profiles.matrix")}</h2>
        <Matrix profiles={profiles} groups={groups} />
      </div>
    </AdminPage>
  );
}

function Matrix({ profiles, groups }: Omit<ProfilesProps, "bar">) {
  const { language, t } = usePage();
  return (
    <table class="table" aria-labelledby="matrix">
      <thead>
        <tr>
          <td />
          {profiles.map(({ name }) => (
            <th scope="col" class="who">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {groups.map(({ group, actions }) => (
          <>
            <tr class="group">
              <th scope="rowgroup" colSpan={profiles.length + 1}>
                {say(language, `permissions.${group}`)}
              </th>
            </tr>
            {actions.map(({ action, scopes }) => (
              <tr>
                <td>{say(language, `permission.${action}`)}</td>
                {profiles.map(({ permissions }) => (
                  <td class="mark">
                    <Mark scope={permissions[action] ?? null} single={scopes.length === 1} label={t("scope.yes")} language={language} />
                  </td>
                ))}
              </tr>
            ))}
          </>
        ))}
      </tbody>
    </table>
  );
}

function Mark({ scope, single, label, language }: { scope: Scope | null; single: boolean; label: string; language: Language }) {
  if (scope === null) return <span class="faint">–</span>;
  return single ? <Icon name="check" label={label} /> : <span>{say(language, `scope.${scope}`)}</span>;
}
