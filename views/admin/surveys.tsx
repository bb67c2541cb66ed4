import { usePage } from "../page.ts";
import { Button, IconButton } from "../parts/button.tsx";
import { Switch } from "../parts/choices.tsx";
import { Empty } from "../parts/empty.tsx";
import { AreaField, SelectField, TextField } from "../parts/field.tsx";
import type { Bar } from "../parts/system-bar.tsx";
import { fieldIn, Setting, SettingsForm, type Told, Wrong, type Wrongs } from "./form.tsx";
import { AdminPage, Title } from "./frame.tsx";
import { LiveTable } from "./list.tsx";

export type QuestionForm = { id: string; kind: "one" | "several" | "text"; text: string; choices: string; required: boolean };
type ListProps = { bar: Bar; surveys: readonly { queueId: number; name: string; questions: number }[] };

/** The queues, and how many questions each asks its agents. */
export function SurveysPage({ bar, surveys }: ListProps) {
  const { t } = usePage();
  const heads = [t("surveys.queue"), { label: t("surveys.questions"), num: true } as const];
  return (
    <AdminPage title={t("admin.surveys")} at="surveys" bar={bar}>
      <div class="page full">
        <Title title={t("admin.surveys")} about={t("surveys.about")} />
        <LiveTable href="/admin/surveys" heads={heads} empty={surveys.length === 0 && <Empty title={t("surveys.empty")} />}>
          {surveys.map(({ queueId, name, questions }) => (
            <tr>
              <td>
                <a class="whole" href={`/admin/surveys/${queueId}`}>
                  {name}
                </a>
              </td>
              <td class="num">{questions}</td>
            </tr>
          ))}
        </LiveTable>
      </div>
    </AdminPage>
  );
}

type SurveyProps = { bar: Bar; id: number; name: string; form: readonly QuestionForm[]; revision: string; told: Told };

/** What one queue asks its agents before a conversation is disposed of. */
export function SurveyPage({ bar, id, name, form, revision, told }: SurveyProps) {
  const { t } = usePage();
  const action = `/admin/surveys/${id}`;
  const head = <Title title={name} back={{ href: "/admin/surveys", label: t("admin.surveys") }} about={t("survey.about")} />;
  return (
    <AdminPage title={`${t("admin.surveys")}: ${name}`} at="surveys" bar={bar}>
      <SettingsForm action={action} revision={revision} told={told} discard={action} head={head}>
        {form.map((question, at) => (
          <QuestionSetting key={question.id || `new-${at}`} question={question} at={at} wrongs={told.wrongs} />
        ))}
        <Setting title={t("survey.more")} help={t("survey.more.help")}>
          <span>
            <Button icon="plus" type="submit" name="do" value="add">
              {t("survey.add")}
            </Button>
          </span>
          <Wrong>{told.wrongs["questions"]}</Wrong>
        </Setting>
      </SettingsForm>
    </AdminPage>
  );
}

function QuestionSetting({ question, at, wrongs }: { question: QuestionForm; at: number; wrongs: Wrongs }) {
  const { t } = usePage();
  const path = `questions[${at}]`;
  const number = at + 1;
  const field = <Value,>(name: string, value: Value) => fieldIn(wrongs)(`${path}.${name}`, value);
  return (
    <Setting title={t("survey.question", { number })}>
      <input type="hidden" name={`${path}.id`} value={question.id} />
      <TextField {...field("text", question.text)} label={t("survey.text")} autocomplete="off" autofocus={question.text === "" && question.id === ""} />
      <SelectField
        {...field("kind", question.kind)}
        name={`${path}.kind`}
        label={t("survey.kind")}
        options={(["one", "several", "text"] as const).map((kind) => ({ value: kind, label: t(`survey.kind.${kind}`) }))}
      />
      <div class="choices-only full">
        <AreaField {...field("choices", question.choices)} label={t("survey.choices")} help={t("survey.choices.help")} rows={4} dir="auto" />
      </div>
      <Switch name={`${path}.required`} value="yes" checked={question.required} label={t("survey.required")} />
      <span class="actions">
        {at > 0 && <IconButton icon="arrow-up" label={t("survey.up", { number })} type="submit" name="do" value={`up:${at}`} />}
        <IconButton icon="trash-2" label={t("survey.remove", { number })} type="submit" name="do" value={`remove:${at}`} />
      </span>
    </Setting>
  );
}
