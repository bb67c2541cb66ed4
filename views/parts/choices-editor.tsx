import type { ChoiceLimit, Choices } from "../../src/channels/channel.ts";
import { usePage } from "../page.ts";
import { Button, IconButton } from "./button.tsx";
import { Icon } from "./icon.tsx";

type Shown = Omit<ChoiceLimit, "textMax" | "files"> & Partial<ChoiceLimit>;
type Limits = Readonly<Record<Choices["kind"], Shown>>;
type EditorProps = {
  limits: Limits;
  /** Of the field that a form sends them in. */
  name?: string;
  value?: Choices | null;
  /** What is wrong, by field. */
  wrongs?: Readonly<Record<string, string>>;
};

/**
 * Where buttons or a list are written (static/js/choices-editor.js): what is written, the limits and what is wrong stand on it. Hidden for as
 * long as there are none.
 */
export function ChoicesEditor({ limits, name, value = null, wrongs = {} }: EditorProps) {
  const { t } = usePage();
  const { buttons, list } = limits;
  const rules = {
    buttons: t("choices.rule.buttons", { max: buttons.max, letters: buttons.titleMax }),
    list: t("choices.rule.list", { max: list.max, letters: list.titleMax, more: list.descriptionMax }),
  };
  return (
    <section
      class="choices-editor"
      aria-label={t("choices.editor")}
      data-choices
      data-limits={JSON.stringify(limits)}
      data-value={value ? JSON.stringify(value) : undefined}
      data-wrongs={JSON.stringify(wrongs)}
      data-rules={JSON.stringify(rules)}
      data-words={JSON.stringify(wordsOf(t))}
      hidden
    >
      {name && <input type="hidden" name={name} value={value ? JSON.stringify(value) : ""} data-choices-field />}
      <header>
        <div class="segments" role="group" aria-label={t("choices.editor")}>
          <button type="button" data-choices-kind="buttons" aria-pressed="true">
            {t("choices.kind.buttons")}
          </button>
          <button type="button" data-choices-kind="list" aria-pressed="false">
            {t("choices.kind.list")}
          </button>
        </div>
        <span class="grow quiet" data-choices-rule />
        <IconButton icon="trash-2" label={t("choices.drop")} data-choices-drop />
      </header>
      <label class="opens" data-list-only hidden>
        <span>{t("choices.open")}</span>
        <input class="input" maxLength={list.openMax} autocomplete="off" dir="auto" data-field="open" />
        <Wrong />
      </label>
      <ol data-choices-options />
      <Button kind="quiet" icon="plus" data-choices-add data-buttons={t("choices.add.buttons")} data-list={t("choices.add.list")}>
        {t("choices.add.buttons")}
      </Button>
      <p class="wrong" role="alert" data-choices-wrong hidden />
      <OptionTemplate />
    </section>
  );
}

function OptionTemplate() {
  const { t } = usePage();
  return (
    <template data-choices-option>
      <li>
        <b data-n />
        <span class="words">
          <input class="input" autocomplete="off" dir="auto" data-field="title" data-buttons={t("choices.title.button")} data-list={t("choices.title.row")} />
          <input class="input" autocomplete="off" dir="auto" data-field="description" data-list={t("choices.description")} />
          <Wrong />
        </span>
        <small class="quiet" data-letters />
        <span class="tools">
          <IconButton icon="arrow-up" label={t("choices.up")} data-choices-move="-1" />
          <IconButton icon="arrow-down" label={t("choices.down")} data-choices-move="1" />
          <IconButton icon="x" label={t("choices.remove")} data-choices-remove />
        </span>
      </li>
    </template>
  );
}

const Wrong = () => (
  <span class="wrong" role="alert" data-wrong-here hidden>
    <Icon name="circle-alert" size="s" />
    <span />
  </span>
);

/** The button that opens the place where they are written. */
export function ChoicesButton({ icon }: { icon?: boolean }) {
  const { t } = usePage();
  if (icon) return <IconButton icon="list" label={t("choices.editor")} data-choices-open />;
  return (
    <Button icon="list" data-choices-open>
      {t("choices.begin")}
    </Button>
  );
}

function wordsOf(t: ReturnType<typeof usePage>["t"]) {
  return {
    required: t("field.required"),
    tooLong: t("field.too-long", { max: "{max}" }),
    twice: t("choices.twice"),
    none: t("choices.none"),
    textEmpty: t("choices.text-empty"),
    textTooLong: t("choices.text-too-long", { max: "{max}" }),
    oneFile: t("choices.one-file"),
    noFile: t("choices.no-file"),
    otherFile: t("choices.other-file"),
  };
}
