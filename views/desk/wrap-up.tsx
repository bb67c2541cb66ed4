import type { ClosingForm } from "../../src/desk/closing.ts";
import type { Opened } from "../../src/desk/store.ts";
import type { Posted } from "../../src/http/posted.ts";
import { say } from "../../src/texts/catalogue.ts";
import { clockTime } from "../../src/texts/time.ts";
import type { Reason } from "../../src/wrap-up/reasons.ts";
import { type Told, UNTOLD } from "../admin/form.tsx";
import { usePage } from "../page.ts";
import { Banner } from "../parts/banners.tsx";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { AreaField, SelectField, TextField } from "../parts/field.tsx";
import { customerName } from "./name.ts";
import { SurveyFields } from "./survey.tsx";

type Props = { conversation: Opened; closing: ClosingForm; told?: Told; typed?: Posted };

/** What is recorded of a conversation that is over. While it is owed every change is kept at once (static/js/desk/wrap-up.js), and Dispose ends it. */
export function WrapUpForm(props: Props) {
  const { t } = usePage();
  const { conversation, closing, told = UNTOLD } = props;
  const owed = closing.missing !== null;
  const path = `/conversations/${conversation.id}`;
  return (
    <form
      class="panel form"
      id="wrap-up-form"
      aria-label={t("wrap-up.name")}
      hx-post={owed ? `${path}/dispose` : `${path}/wrap-up`}
      hx-target="this"
      hx-swap="outerHTML"
      hx-disable={owed ? "find [type=submit]" : "#wrap-up-save"}
      data-keeps={owed ? `${path}/wrap-up` : undefined}
      novalidate
    >
      {told.conflict && (
        <Banner icon="circle-alert" state="bad" alert>
          <span class="grow">{told.conflict}</span>
        </Banner>
      )}
      {owed && <Asks conversation={conversation} closing={closing} />}
      <Fields {...props} />
      {owed && <Foot closing={closing} />}
    </form>
  );
}

function Asks({ conversation, closing: { wrapUp, questions } }: { conversation: Opened; closing: ClosingForm }) {
  const { language, zone, now, t } = usePage();
  const time = clockTime(language, zone, conversation.overAt ?? now);
  const name = customerName(conversation, t);
  const asked = wrapUp === "mandatory" ? "mandatory" : wrapUp === "offered" ? "offered" : questions.length > 0 ? "survey" : "offered";
  return (
    <Banner icon="clipboard-pen">
      <span class="grow" dir="auto">
        {t("wrap-up.over", { name, time })} {t(`wrap-up.asks.${asked}`, { queue: conversation.queueName })}
      </span>
    </Banner>
  );
}

function Fields({ closing, told = UNTOLD, typed }: Props) {
  const { t } = usePage();
  const { wrapUp, reasons, questions, given } = closing;
  const chosen = reasons.find(({ id }) => id === given?.reasonId) ?? null;
  return (
    <>
      {(wrapUp !== "off" || given !== null) && (
        <>
          {reasons.length > 0 && <Levels reasons={reasons} chosen={chosen} wrongs={told.wrongs} />}
          {given?.reasonId && !chosen && <p class="quiet">{t("wrap-up.gone", { reason: given.way })}</p>}
          <AreaField
            id="wrap-up-notes"
            name="notes"
            label={t("wrap-up.notes")}
            help={t("wrap-up.notes.help")}
            value={typed?.text("notes") ?? given?.notes ?? ""}
            rows={4}
            dir="auto"
            wrong={told.wrongs["notes"]}
          />
        </>
      )}
      {questions.length > 0 && <SurveyFields questions={questions} answers={closing.answers} wrongs={told.wrongs} typed={typed} />}
    </>
  );
}

type LevelsProps = { reasons: readonly Reason[]; chosen: Reason | null; wrongs: Told["wrongs"] };

// A level shows once there is something to choose in it. The search is the browser's own list of suggestions.
function Levels({ reasons, chosen, wrongs }: LevelsProps) {
  const { t } = usePage();
  const on = chosen ? reasons.filter(({ path }) => path.every((name, at) => chosen.path[at] === name) && path.length <= chosen.path.length) : [];
  const parents = [null, ...on.map(({ id }) => id)];
  const levels = parents
    .map((parentId, at) => ({ level: at + 1, value: on[at]?.id ?? null, below: reasons.filter((one) => one.parentId === parentId) }))
    .filter(({ below }) => below.length > 0);
  return (
    <fieldset class="levels">
      <legend>{t("wrap-up.reason")}</legend>
      <TextField
        id="wrap-up-find"
        name="find"
        type="search"
        label={t("wrap-up.find")}
        placeholder={t("wrap-up.find.example")}
        value=""
        list="wrap-up-reasons"
        autocomplete="off"
      />
      <datalist id="wrap-up-reasons">
        {reasons
          .filter(({ last }) => last)
          .map(({ id, way }) => (
            <option key={id} value={way} />
          ))}
      </datalist>
      {levels.map(({ level, value, below }) => (
        <SelectField
          key={level}
          id={`wrap-up-level${level}`}
          name={`level${level}`}
          label={t(`wrap-up.level${level as 1 | 2 | 3}`)}
          options={below.map(({ id, path }) => ({ value: id, label: path.at(-1) ?? "" }))}
          value={value}
          empty={t("wrap-up.level.empty")}
          wrong={wrongs[`level${level}`]}
        />
      ))}
    </fieldset>
  );
}

function Foot({ closing: { missing, given } }: { closing: ClosingForm }) {
  const { language, zone, t } = usePage();
  const [first] = Object.values(missing ?? {});
  return (
    <footer class="stick">
      <span class="faint" role="status">
        {first === undefined ? given && t("wrap-up.saved", { time: clockTime(language, zone, given.savedAt) }) : say(language, first)}
      </span>
      <span class="end" />
      <Button type="submit" kind="primary" size="form" shortcut="Ctrl ↵" title={`${t("wrap-up.dispose")} (Ctrl ↵)`} disabled={first !== undefined}>
        {t("wrap-up.dispose")}
      </Button>
    </footer>
  );
}

/** The same for a conversation that is closed: to be given or changed later. */
export function WrapUpWindow(props: Props) {
  const { t } = usePage();
  const footer = (
    <>
      <Button size="form" data-closes>
        {t("wrap-up.cancel")}
      </Button>
      <Button id="wrap-up-save" size="form" kind="primary" type="submit" form="wrap-up-form">
        {t("wrap-up.save")}
      </Button>
    </>
  );
  return (
    <Dialog id="wrap-up-dialog" open="at-once" title={t("wrap-up.title", { name: customerName(props.conversation, t) })} footer={footer}>
      <WrapUpForm {...props} />
    </Dialog>
  );
}
