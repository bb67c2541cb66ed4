import { usePage } from "../page.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Empty } from "../parts/empty.tsx";
import { Chip } from "../parts/marks.tsx";
import { type Status, statusName } from "../parts/status-menu.tsx";
import type { Bar } from "../parts/system-bar.tsx";
import { AdminPage, Title } from "./frame.tsx";
import { LinkButton, LiveTable, Search } from "./list.tsx";

export type UserLine = {
  id: number;
  username: string;
  name: string;
  email: string | null;
  profile: string;
  skillsets: readonly string[];
  hasPassword: boolean;
  disabled: boolean;
  /** Null while signed out. */
  status: Pick<Status, "name" | "builtin" | "mark"> | null;
};

type UsersProps = { bar: Bar; users: readonly UserLine[]; count: number; enabled: number; q: string };

/** Everybody who may come in, and those who may not any more. */
export function UsersPage({ bar, users, count, enabled, q }: UsersProps) {
  const { t } = usePage();
  const heads = [t("field.name"), t("user.username"), t("user.profile"), t("user.skillsets"), t("user.email"), t("user.state")];
  const about = count > enabled ? t("users.about.disabled", { count: enabled, disabled: count - enabled }) : t("users.about", { count: enabled });
  return (
    <AdminPage title={t("admin.users")} at="users" bar={bar}>
      <div class="page full">
        <Title title={t("admin.users")} about={about}>
          <LinkButton href="/admin/users/add" icon="plus" kind="primary">
            {t("user.new")}
          </LinkButton>
        </Title>
        <Search action="/admin/users" q={q} label={t("users.search")} />
        <LiveTable
          href={q === "" ? "/admin/users" : `/admin/users?q=${encodeURIComponent(q)}`}
          heads={heads}
          empty={users.length === 0 && <Empty title={t("users.none", { q })}>{t("users.none.help")}</Empty>}
        >
          {users.map((user) => (
            <Line user={user} />
          ))}
        </LiveTable>
      </div>
    </AdminPage>
  );
}

function Line({ user: { id, username, name, email, profile, skillsets, disabled, hasPassword, status } }: { user: UserLine }) {
  return (
    <tr class={disabled ? "gone" : undefined}>
      <td>
        <span class="cell">
          <Avatar name={name} size="s" />
          <a class="whole" href={`/admin/users/${id}`}>
            {name}
          </a>
        </span>
      </td>
      <td>{username}</td>
      <td>{profile}</td>
      <td class="wide">{skillsets.length === 0 ? "–" : skillsets.join(", ")}</td>
      <td>{email ?? "–"}</td>
      <td>
        <State disabled={disabled} hasPassword={hasPassword} status={status} />
      </td>
    </tr>
  );
}

/** What somebody is doing, or why they cannot come in. */
export function State({ disabled, hasPassword, status }: Pick<UserLine, "disabled" | "hasPassword" | "status">) {
  const { t } = usePage();
  if (disabled) return <Chip>{t("user.disabled")}</Chip>;
  if (status)
    return (
      <span class="cell">
        <i class="presence" data-status={status.mark} />
        {statusName(status, t)}
      </span>
    );
  return hasPassword ? <span class="quiet">{t("status.signed-out")}</span> : <Chip state="warn">{t("user.no-password")}</Chip>;
}
