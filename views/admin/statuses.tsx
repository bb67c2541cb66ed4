import { usePage } from "../page.ts";
import { Button } from "../parts/button.tsx";
import { described, TextField } from "../parts/field.tsx";
import { Chip } from "../parts/marks.tsx";
import { Token } from "../parts/me-menu.tsx";
import { type Status, statusName } from "../parts/status-menu.tsx";
import type { Bar } from "../parts/system-bar.tsx";
import { Setting, SettingsForm, type Told, Wrong } from "./form.tsx";
import { AdminPage, Title } from "./frame.tsx";
import { LinkButton, LiveTable } from "./list.tsx";

export type StatusLine = Status & { count: number };
export type StatusForm = { name: string; mark: string };

const MARKS = ["office", "break", "off"] as const;
const NAMES_CHOSEN = new Set<Status["builtin"]>(["no-answer"]);

type ListProps = { bar: Bar; statuses: readonly StatusLine[]; typed: StatusForm; told: Told };

/** Every status, with its mark and who is in it; a new one is added in the list itself. */
export function StatusesPage({ bar, statuses, typed, told }: ListProps) {
  const { t } = usePage();
  const heads = [t("field.name"), { label: t("statuses.now"), num: true } as const, ""];
  return (
    <AdminPage title={t("admin.statuses")} at="statuses" bar={bar}>
      <div class="page full">
        <Title title={t("admin.statuses")} about={t("statuses.about")} />
        <AddStatus typed={typed} wrong={told.wrongs["name"]} />
        <LiveTable href="/admin/statuses" heads={heads} empty={null}>
          {statuses.map((status) => (
            <Line status={status} />
          ))}
        </LiveTable>
      </div>
    </AdminPage>
  );
}

function Line({ status }: { status: StatusLine }) {
  const { t } = usePage();
  const name = statusName(status, t);
  return (
    <tr>
      <td>
        <span class="cell">
          <i class="presence" data-status={status.mark} />
          {status.builtin ? (
            name
          ) : (
            <a class="whole" href={`/admin/statuses/${status.id}`}>
              {name}
            </a>
          )}
        </span>
      </td>
      <td class="num">{status.count}</td>
      <td>{status.builtin && <Chip>{NAMES_CHOSEN.has(status.builtin) ? t("status.by-itself") : t("status.builtin")}</Chip>}</td>
    </tr>
  );
}

function AddStatus({ typed, wrong }: { typed: StatusForm; wrong: string | undefined }) {
  const { t } = usePage();
  return (
    <form class="filters" method="post" action="/admin/statuses/add" novalidate>
      <Token />
      <input
        class="input"
        data-size="s"
        name="name"
        value={typed.name}
        placeholder={t("status.new")}
        aria-label={t("status.new")}
        required
        autofocus
        {...described({ id: "name", wrong })}
      />
      <select class="select" data-size="s" name="mark" aria-label={t("status.mark")}>
        {MARKS.map((mark) => (
          <option value={mark} selected={mark === typed.mark}>
            {t(`status.mark.${mark}`)}
          </option>
        ))}
      </select>
      <Button type="submit" icon="plus">
        {t("status.add")}
      </Button>
      <Wrong id="name-wrong">{wrong}</Wrong>
    </form>
  );
}

type StatusProps = { bar: Bar; id: number; called: string; form: StatusForm; revision: string; told: Told };

/** One status of the workspace's own: its name and its mark. */
export function StatusPage({ bar, id, called, form, revision, told }: StatusProps) {
  const { t } = usePage();
  const action = `/admin/statuses/${id}`;
  const head = (
    <Title title={called} back={{ href: "/admin/statuses", label: t("admin.statuses") }}>
      <LinkButton href={`${action}/remove`}>{t("admin.remove")}</LinkButton>
    </Title>
  );
  return (
    <AdminPage title={called} at="statuses" bar={bar}>
      <SettingsForm action={action} revision={revision} told={told} discard={action} head={head}>
        <Setting title={t("status.what")} help={t("status.what.help")}>
          <TextField id="name" label={t("field.name")} value={form.name} wrong={told.wrongs["name"]} required />
          <div class="field" role="radiogroup" aria-labelledby="mark-label">
            <span class="label" id="mark-label">
              {t("status.mark")}
            </span>
            {MARKS.map((mark) => (
              <label class="choice marked">
                <input class="check" type="radio" name="mark" value={mark} checked={mark === form.mark} />
                <i class="presence" data-status={mark} />
                <span>{t(`status.mark.${mark}`)}</span>
              </label>
            ))}
            <Wrong>{told.wrongs["mark"]}</Wrong>
          </div>
        </Setting>
      </SettingsForm>
    </AdminPage>
  );
}
