import type { CustomerField } from "../../src/customers/fields.ts";
import { Setting, SettingsForm, type Told, Wrong } from "../admin/form.tsx";
import { AdminPage, Title } from "../admin/frame.tsx";
import { LinkButton, LiveTable } from "../admin/list.tsx";
import { usePage } from "../page.ts";
import { Button, IconButton } from "../parts/button.tsx";
import { Empty } from "../parts/empty.tsx";
import { AreaField, described, TextField } from "../parts/field.tsx";
import { Token } from "../parts/me-menu.tsx";
import type { Bar } from "../parts/system-bar.tsx";

export type FieldForm = { name: string; kind: string; choices: string };
type FieldLine = CustomerField & { count: number };
const KINDS = ["text", "number", "date", "choice"] as const;

type ListProps = { bar: Bar; fields: readonly FieldLine[]; typed: FieldForm; told: Told };

/** The fields that the workspace added to the customer's record, in their order; a new one is added in the list itself. */
export function FieldsPage({ bar, fields, typed, told }: ListProps) {
  const { t } = usePage();
  const heads = [t("field.name"), t("fields.kind"), t("fields.choices"), { label: t("fields.used"), num: true } as const, ""];
  const empty = fields.length === 0 && <Empty title={t("fields.empty")}>{t("fields.empty.help")}</Empty>;
  return (
    <AdminPage title={t("fields.title")} at="fields" bar={bar}>
      <div class="page full">
        <Title title={t("fields.title")} about={t("fields.about")} />
        <AddField typed={typed} told={told} />
        <LiveTable href="/admin/fields" heads={heads} empty={empty}>
          {fields.map((field, at) => (
            <Line key={field.id} field={field} first={at === 0} />
          ))}
        </LiveTable>
      </div>
    </AdminPage>
  );
}

function Line({ field: { id, name, kind, choices, count }, first }: { field: FieldLine; first: boolean }) {
  const { t } = usePage();
  return (
    <tr>
      <td>
        <a class="whole" href={`/admin/fields/${id}`} dir="auto">
          {name}
        </a>
      </td>
      <td>{t(`fields.kind.${kind}`)}</td>
      <td class="cut" dir="auto">
        {choices.join(", ")}
      </td>
      <td class="num">{count}</td>
      <td class="num">
        {!first && (
          <form class="above" method="post" action={`/admin/fields/${id}/up`} novalidate>
            <Token />
            <IconButton type="submit" icon="arrow-up" label={t("fields.up", { name })} />
          </form>
        )}
      </td>
    </tr>
  );
}

function AddField({ typed, told: { wrongs } }: { typed: FieldForm; told: Told }) {
  const { t } = usePage();
  return (
    <form class="filters" method="post" action="/admin/fields/add" novalidate>
      <Token />
      <input
        class="input"
        data-size="s"
        name="name"
        value={typed.name}
        placeholder={t("fields.new")}
        aria-label={t("fields.new")}
        required
        autofocus
        {...described({ id: "name", wrong: wrongs["name"] })}
      />
      <select class="select" data-size="s" name="kind" aria-label={t("fields.kind")}>
        {KINDS.map((kind) => (
          <option value={kind} selected={kind === typed.kind}>
            {t(`fields.kind.${kind}`)}
          </option>
        ))}
      </select>
      <textarea
        class="area choices-line"
        name="choices"
        rows={3}
        placeholder={t("fields.choices.help")}
        aria-label={t("fields.choices")}
        {...described({ id: "choices", wrong: wrongs["choices"] })}
      >
        {typed.choices}
      </textarea>
      <Button type="submit" icon="plus">
        {t("fields.add")}
      </Button>
      <Wrong id="name-wrong">{wrongs["name"]}</Wrong>
      <Wrong id="choices-wrong">{wrongs["choices"]}</Wrong>
    </form>
  );
}

type FieldProps = { bar: Bar; id: number; called: string; form: FieldForm; revision: string; told: Told };

/** One field of the workspace's own: its name and its choices. Its kind stays what it was made as. */
export function FieldPage({ bar, id, called, form, revision, told }: FieldProps) {
  const { t } = usePage();
  const action = `/admin/fields/${id}`;
  const head = (
    <Title title={called} back={{ href: "/admin/fields", label: t("fields.title") }}>
      <LinkButton href={`${action}/remove`}>{t("admin.remove")}</LinkButton>
    </Title>
  );
  const kind = KINDS.find((one) => one === form.kind) ?? "text";
  return (
    <AdminPage title={called} at="fields" bar={bar}>
      <SettingsForm action={action} revision={revision} told={told} discard={action} head={head}>
        <Setting title={t(`fields.kind.${kind}`)} help={t("fields.kind.help")}>
          <TextField id="name" label={t("field.name")} value={form.name} wrong={told.wrongs["name"]} required />
          {kind === "choice" && (
            <AreaField
              id="choices"
              label={t("fields.choices")}
              help={t("fields.choices.help")}
              value={form.choices}
              rows={8}
              wrong={told.wrongs["choices"]}
              dir="auto"
            />
          )}
        </Setting>
      </SettingsForm>
    </AdminPage>
  );
}
