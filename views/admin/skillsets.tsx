import { usePage } from "../page.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Button } from "../parts/button.tsx";
import { Empty } from "../parts/empty.tsx";
import { described, TextField } from "../parts/field.tsx";
import { Token } from "../parts/me-menu.tsx";
import type { Bar } from "../parts/system-bar.tsx";
import { Setting, SettingsForm, type Told, Wrong } from "./form.tsx";
import { AdminPage, Title } from "./frame.tsx";
import { LinkButton, LiveTable } from "./list.tsx";

export type Member = { id: number; name: string; level: number };
export type SkillsetLine = { id: number; name: string; members: readonly Member[]; queues: readonly string[] };

const NAMES_SHOWN_MAX = 4;

type ListProps = { bar: Bar; skillsets: readonly SkillsetLine[]; typed: string; told: Told };

/** Every skillset with its members and the queues that ask it; a new one is added in the list itself. */
export function SkillsetsPage({ bar, skillsets, typed, told }: ListProps) {
  const { t } = usePage();
  const heads = [t("field.name"), t("skillset.members"), t("skillset.queues")];
  return (
    <AdminPage title={t("admin.skillsets")} at="skillsets" bar={bar}>
      <div class="page full">
        <Title title={t("admin.skillsets")} about={t("skillsets.about")} />
        <AddSkillset typed={typed} wrong={told.wrongs["name"]} />
        <LiveTable href="/admin/skillsets" heads={heads} empty={skillsets.length === 0 && <None />}>
          {skillsets.map((skillset) => (
            <Line skillset={skillset} />
          ))}
        </LiveTable>
      </div>
    </AdminPage>
  );
}

function AddSkillset({ typed, wrong }: { typed: string; wrong: string | undefined }) {
  const { t } = usePage();
  return (
    <form class="filters" method="post" action="/admin/skillsets/add" novalidate>
      <Token />
      <input
        class="input"
        data-size="s"
        name="name"
        value={typed}
        placeholder={t("skillset.new")}
        aria-label={t("skillset.new")}
        required
        autofocus
        {...described({ id: "name", wrong })}
      />
      <Button type="submit" icon="plus">
        {t("skillset.add")}
      </Button>
      <Wrong id="name-wrong">{wrong}</Wrong>
    </form>
  );
}

function None() {
  const { t } = usePage();
  return <Empty title={t("skillsets.empty")}>{t("skillsets.empty.help")}</Empty>;
}

function Line({ skillset: { id, name, members, queues } }: { skillset: SkillsetLine }) {
  const { t } = usePage();
  const shown = members.slice(0, NAMES_SHOWN_MAX).map((member) => member.name);
  const more = members.length - shown.length;
  return (
    <tr>
      <td>
        <a class="whole" href={`/admin/skillsets/${id}`}>
          {name}
        </a>
      </td>
      <td class="wide">
        {members.length === 0 ? "–" : shown.join(", ")} {more > 0 && <span class="quiet">+{more}</span>}
      </td>
      <td class="wide">{queues.length === 0 ? <span class="quiet">{t("queues.nobody.asks")}</span> : queues.join(", ")}</td>
    </tr>
  );
}

type SkillsetProps = { bar: Bar; skillset: SkillsetLine; typed: string; revision: string; told: Told };

/** One skillset: its name, and who has it. */
export function SkillsetPage({ bar, skillset: { id, name, members, queues }, typed, revision, told }: SkillsetProps) {
  const { t } = usePage();
  const href = `/admin/skillsets/${id}`;
  const about = [t("skillset.count", { count: members.length }), ...queues].join(" · ");
  const head = (
    <Title title={name} back={{ href: "/admin/skillsets", label: t("admin.skillsets") }} about={about}>
      <LinkButton href={`${href}/remove`}>{t("admin.remove")}</LinkButton>
    </Title>
  );
  return (
    <AdminPage title={name} at="skillsets" bar={bar}>
      <SettingsForm action={href} revision={revision} told={told} discard={href} head={head}>
        <Setting title={t("skillset.what")} help={t("skillset.what.help")}>
          <TextField id="name" label={t("field.name")} value={typed} wrong={told.wrongs["name"]} required />
        </Setting>
        <Setting title={t("skillset.members")} help={t("skillset.members.help")}>
          <Members members={members} />
        </Setting>
      </SettingsForm>
    </AdminPage>
  );
}

function Members({ members }: { members: readonly Member[] }) {
  const { t } = usePage();
  if (members.length === 0)
    return (
      <p class="quiet">
        {t("skillset.members.none")} <a href="/admin/users">{t("skillset.members.give")}</a>
      </p>
    );
  return (
    <div class="levels">
      {members.map(({ id, name, level }) => (
        <div class="level-row">
          <a class="cell" href={`/admin/users/${id}`}>
            <Avatar name={name} size="s" />
            {name}
          </a>
          <span class="quiet num">
            {t("skillset.level")} {level}
          </span>
        </div>
      ))}
    </div>
  );
}
