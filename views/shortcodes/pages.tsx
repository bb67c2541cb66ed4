import type { ComponentChildren } from "preact";
import type { COMMON } from "../../src/channels/choices.ts";
import type { ShortcodeForm } from "../../src/shortcodes/form.ts";
import type { Shortcode } from "../../src/shortcodes/store.ts";
import type { Variable } from "../../src/shortcodes/variables.ts";
import { Setting, SettingsForm, type Told } from "../admin/form.tsx";
import { AdminPage, Title } from "../admin/frame.tsx";
import { LinkButton, LiveTable, Search } from "../admin/list.tsx";
import { RemoveForm } from "../admin/remove.tsx";
import { Layout } from "../layout.tsx";
import { usePage } from "../page.ts";
import { ChoicesButton, ChoicesEditor } from "../parts/choices-editor.tsx";
import { Empty } from "../parts/empty.tsx";
import { AreaField, TextField } from "../parts/field.tsx";
import type { Bar } from "../parts/system-bar.tsx";
import { broughtWords } from "./brings.tsx";
import { ShortcodeFiles } from "./files.tsx";

/** Everybody's, on a page of administration, or one's own. */
export type Whose = "shared" | "own";
type FrameProps = { bar: Bar; whose: Whose; href: string };

type ListProps = FrameProps & { shortcodes: readonly Shortcode[]; q: string };

/** Every shortcode of one owner, by category. */
export function ShortcodesPage({ shortcodes, q, ...frame }: ListProps) {
  const { t } = usePage();
  const { whose, href } = frame;
  const title = t(`shortcodes.${whose}`);
  const empty = shortcodes.length === 0 && <Empty title={t(q === "" ? "shortcodes.empty" : "shortcodes.none")}>{t("shortcodes.empty.help")}</Empty>;
  return (
    <Framed {...frame} title={title} full>
      <Title title={title} about={t(`shortcodes.${whose}.about`)}>
        <LinkButton href={`${href}/add`} icon="plus">
          {t("shortcode.add")}
        </LinkButton>
      </Title>
      <Search action={href} q={q} label={t("shortcodes.search")} />
      <LiveTable
        href={q === "" ? href : `${href}?q=${encodeURIComponent(q)}`}
        heads={[t("shortcode.title"), t("shortcode.category"), t("shortcode.text")]}
        empty={empty}
      >
        {shortcodes.map((one) => (
          <tr>
            <td dir="auto">
              <a class="whole" href={`${href}/${one.id}`}>
                {one.title}
              </a>
            </td>
            <td dir="auto">{one.category}</td>
            <td class="wide" dir="auto">
              {beginningOf(one.text)}
              {broughtWords(one, t) && <small class="quiet brought">{broughtWords(one, t)}</small>}
            </td>
          </tr>
        ))}
      </LiveTable>
    </Framed>
  );
}

const SHOWN_MAX = 120;
const beginningOf = (text: string) => (text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text);

type FieldProps = { form: ShortcodeForm; told: Told; categories: readonly string[]; variables: readonly Variable[] } & {
  textMax: number;
  filesMax: number;
  limits: typeof COMMON;
};
type AddProps = FrameProps & FieldProps;

/** A new shortcode. */
export function AddShortcodePage({ bar, whose, href, ...fields }: AddProps) {
  const { t } = usePage();
  const head = <Title title={t("shortcode.new")} back={{ href, label: t(`shortcodes.${whose}`) }} />;
  return (
    <Framed {...{ bar, whose, href }} title={t("shortcode.new")}>
      <SettingsForm action={`${href}/add`} revision="" told={fields.told} discard={href} head={head} save={t("shortcode.add")}>
        <Fields href={href} {...fields} />
      </SettingsForm>
    </Framed>
  );
}

type OneProps = AddProps & { id: number; called: string; revision: string };

/** One shortcode: its title, category and text. */
export function ShortcodePage({ bar, whose, href, id, called, revision, ...fields }: OneProps) {
  const { t } = usePage();
  const action = `${href}/${id}`;
  const head = (
    <Title title={called} back={{ href, label: t(`shortcodes.${whose}`) }}>
      <LinkButton href={`${action}/remove`}>{t("admin.remove")}</LinkButton>
    </Title>
  );
  return (
    <Framed {...{ bar, whose, href }} title={called}>
      <SettingsForm action={action} revision={revision} told={fields.told} discard={action} head={head}>
        <Fields href={href} {...fields} />
      </SettingsForm>
    </Framed>
  );
}

/** Asks once before a shortcode goes for good. */
export function RemoveShortcodePage({ id, called, ...frame }: FrameProps & { id: number; called: string }) {
  const { t } = usePage();
  const { href, whose } = frame;
  const title = t("shortcode.remove", { title: called });
  const list = { href, label: t(`shortcodes.${whose}`) };
  return (
    <Framed {...frame} title={title}>
      <RemoveForm list={list} href={`${href}/${id}`} name={called} title={title} help={t("shortcode.remove.help")} refused={null} />
    </Framed>
  );
}

function Framed({ bar, whose, title, full, children }: FrameProps & { title: string; full?: boolean; children: ComponentChildren }) {
  if (whose === "shared")
    return (
      <AdminPage title={title} at="shortcodes" bar={bar}>
        {full ? <div class="page full">{children}</div> : children}
      </AdminPage>
    );
  return (
    <Layout title={title} at="settings" bar={bar} main={full ? "page full" : "page full settings"}>
      {children}
    </Layout>
  );
}

function Fields({ href, form, told: { wrongs }, categories, variables, textMax, filesMax, limits }: FieldProps & { href: string }) {
  const { t } = usePage();
  return (
    <>
      <Setting title={t("shortcode.what")} help={t("shortcode.what.help")}>
        <TextField id="title" label={t("shortcode.title")} value={form.title} wrong={wrongs["title"]} autocomplete="off" required />
        <TextField
          id="category"
          label={t("shortcode.category")}
          help={t("shortcode.category.help")}
          value={form.category}
          wrong={wrongs["category"]}
          list="categories"
          autocomplete="off"
        />
        <datalist id="categories">
          {categories.map((category) => (
            <option value={category} />
          ))}
        </datalist>
      </Setting>
      <Setting title={t("shortcode.text")} help={t("shortcode.text.help")}>
        <AreaField id="text" label={t("shortcode.text")} value={form.text} wrong={wrongs["text"]} rows={8} maxLength={textMax} dir="auto" required />
        <dl class="variables">
          {variables.map((name) => [
            <dt key={name}>
              <code>{`{${name}}`}</code>
            </dt>,
            <dd key={`${name}.words`}>{t(`variable.${name}`)}</dd>,
          ])}
        </dl>
      </Setting>
      <Setting title={t("shortcode.brings")} help={t("shortcode.brings.help")}>
        <ShortcodeFiles href={href} files={form.files} filesMax={filesMax} wrong={wrongs["files"]} />
        <div class="field full">
          <span class="label">{t("choices.editor")}</span>
          <span>
            <ChoicesButton />
          </span>
          <ChoicesEditor limits={limits} name="choices" value={form.choices} wrongs={wrongs} />
        </div>
      </Setting>
    </>
  );
}
