import type { ComponentChildren } from "preact";
import type { Choices } from "../../src/customers/merge/merge.ts";
import type { Preview, Side } from "../../src/customers/merge/preview.ts";
import type { Told } from "../admin/form.tsx";
import { Title } from "../admin/frame.tsx";
import { LinkButton } from "../admin/list.tsx";
import { customerName, languageName, phoneText } from "../desk/name.ts";
import { Layout } from "../layout.tsx";
import { usePage } from "../page.ts";
import { Banner } from "../parts/banners.tsx";
import { Button } from "../parts/button.tsx";
import { ChannelMark, type ChannelName } from "../parts/icon.tsx";
import { Token } from "../parts/me-menu.tsx";
import type { Bar } from "../parts/system-bar.tsx";

type Props = Preview & {
  bar: Bar;
  agents: readonly { id: number; name: string }[];
  /** What was chosen, where the form comes back. */
  chosen: Choices;
  revision: string;
  told: Told;
};

/** Two customers side by side: what stays of each, and what moves. */
export function MergePage(props: Props) {
  const { bar, kept, gone, revision, told } = props;
  const { t } = usePage();
  const [name, other] = [kept, gone].map(({ line }) => customerName({ ...line, customerId: line.id }, t)) as [string, string];
  return (
    <Layout title={t("merge.with", { name })} at="customers" bar={bar} main="page">
      <Title title={t("merge.title")} about={t("merge.about", { name, other })} back={{ href: `/customers/${kept.line.id}`, label: name }} />
      {told.conflict && (
        <Banner icon="circle-alert" state="bad" alert>
          <span class="grow">{told.conflict}</span>
        </Banner>
      )}
      <div class="imports">
        <form class="card wide merge" method="post" action={`/customers/${kept.line.id}/merge/${gone.line.id}`} data-saves novalidate>
          <Token />
          <input type="hidden" name="revision" value={revision} />
          <table class="table">
            <thead>
              <tr>
                <td />
                <th scope="col" dir="auto">
                  {name} <span class="faint">{t("merge.stays")}</span>
                </th>
                <th scope="col" dir="auto">
                  {other} <span class="faint">{t("merge.goes")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              <Fields {...props} />
              <Line name={t("record.numbers")} kept={<Numbers side={kept} />} gone={<Numbers side={gone} />} />
              {kept.reached.length + gone.reached.length > 0 && (
                <Line name={t("customers.reached")} kept={<Reaches side={kept} />} gone={<Reaches side={gone} />} />
              )}
              <Line name={t("customers.conversations")} kept={kept.line.conversations} gone={gone.line.conversations} />
            </tbody>
          </table>
          <div class="body stack">
            <p class="quiet">{t("merge.moves")}</p>
            <div class="actions">
              <Button type="submit" kind="primary" size="form">
                {t("merge.do")}
              </Button>
              <LinkButton href={`/customers/${kept.line.id}`} size="form">
                {t("customer.cancel")}
              </LinkButton>
            </div>
          </div>
        </form>
      </div>
    </Layout>
  );
}

function Line({ name, kept, gone }: { name: string; kept: ComponentChildren; gone: ComponentChildren }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{kept}</td>
      <td>{gone}</td>
    </tr>
  );
}

function Fields({ kept, gone, fields, agents, chosen }: Props) {
  const { language: reader, t } = usePage();
  const agent = (id: number | null) => (id === null ? null : (agents.find((one) => one.id === id)?.name ?? `#${id}`));
  const tongue = (tag: string | null) => (tag === null ? null : languageName(tag, reader));
  const [one, two] = [kept.record, gone.record];
  const rows = [
    ["firstName", t("record.first-name"), one.firstName, two.firstName],
    ["surnames", t("record.surnames"), one.surnames, two.surnames],
    ["email", t("details.email"), one.email, two.email],
    ["language", t("details.language"), tongue(one.language), tongue(two.language)],
    ["responsibleId", t("customer.responsible"), agent(one.responsibleId), agent(two.responsibleId)],
    ...fields.map(({ id, name }) => [`field:${id}`, name, one.values[id] ?? null, two.values[id] ?? null] as const),
    ["notes", t("details.notes"), one.notes, two.notes],
  ] as const;
  return (
    <>
      {rows.map(([field, label, mine, theirs]) =>
        mine || theirs ? <Choice key={field} field={field} label={label} mine={mine} theirs={theirs} chosen={chosen[field]} /> : null,
      )}
    </>
  );
}

type ChoiceProps = { field: string; label: string; mine: string | null; theirs: string | null; chosen: "kept" | "gone" | "both" | undefined };

// Where only one of them has something there is nothing to choose: it stays.
function Choice({ field, label, mine, theirs, chosen }: ChoiceProps) {
  const { t } = usePage();
  if (!mine || !theirs || mine === theirs) return <Line name={label} kept={<span dir="auto">{mine}</span>} gone={<span dir="auto">{theirs}</span>} />;
  const now = chosen ?? (field === "notes" ? "both" : "kept");
  const radio = (value: "kept" | "gone" | "both", text: string) => (
    <label class="choice">
      <input class="check" type="radio" name={field} value={value} checked={now === value} />
      <span dir="auto">{text}</span>
    </label>
  );
  return (
    <tr role="radiogroup" aria-label={label}>
      <th scope="row">
        {label}
        {field === "notes" && radio("both", t("merge.both"))}
      </th>
      <td>{radio("kept", mine)}</td>
      <td>{radio("gone", theirs)}</td>
    </tr>
  );
}

function Numbers({ side: { record } }: { side: Side }) {
  return <>{record.numbers.map(phoneText).join(", ")}</>;
}

function Reaches({ side: { reached } }: { side: Side }) {
  return (
    <>
      {reached.map(({ channelKind, profileName, value }) => (
        <span class="cell">
          <ChannelMark kind={channelKind as ChannelName} />
          {(value && (/^\d+$/.test(value) ? phoneText(value) : value)) ?? profileName}
        </span>
      ))}
    </>
  );
}
