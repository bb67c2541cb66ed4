import type { Conversation } from "../../src/conversations/conversation.ts";
import type { Scheduled } from "../../src/conversations/later-store.ts";
import type { Choice } from "../../src/conversations/later-times.ts";
import { type Language, say } from "../../src/texts/catalogue.ts";
import { clockTime, dayName, dayOf } from "../../src/texts/time.ts";
import { usePage } from "../page.ts";
import { Button, IconButton } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { described, Field } from "../parts/field.tsx";
import { Icon } from "../parts/icon.tsx";

const HALF_AN_HOUR_MS = 30 * 60_000;

/** Beside the button that sends: when it is to be sent instead (static/js/desk/later.js). */
export function LaterButton({ conversationId }: { conversationId: number }) {
  const { t } = usePage();
  return (
    <span class="tools" data-reply-only>
      <IconButton
        icon="clock"
        label={t("later.send")}
        data-later={conversationId}
        data-empty={t("later.empty")}
        data-files={t("later.files")}
        data-unreached={t("later.unreached")}
        aria-haspopup="dialog"
      />
    </span>
  );
}

const whenOf = (language: Language, zone: string, at: number, now: number) => `${dayName(language, zone, at, now)}, ${clockTime(language, zone, at)}`;

/** The window in which the instant is chosen: some that are often meant, or any other. */
export function LaterWindow({ conversationId, choices, endsAt }: { conversationId: number; choices: readonly Choice[]; endsAt: number | null }) {
  const { language, zone, now, t } = usePage();
  const first = choices[0]?.at ?? now + HALF_AN_HOUR_MS;
  const footer = (
    <>
      <Button size="form" kind="quiet" data-closes>
        {t("customer.cancel")}
      </Button>
      <Button size="form" kind="primary" type="submit" form="later-form">
        {t("later.do")}
      </Button>
    </>
  );
  return (
    <Dialog id="later-dialog" open="at-once" title={t("later.title")} footer={footer}>
      {choices.length > 0 && (
        <ul class="times">
          {choices.map(({ name, at }) => (
            <li key={name}>
              <button class="button" type="button" data-size="form" data-later-at={at}>
                <span>{t(`later.${name}`)}</span>
                <small class="quiet">{whenOf(language, zone, at, now)}</small>
              </button>
            </li>
          ))}
        </ul>
      )}
      <form id="later-form" class="stack" data-conversation={conversationId} novalidate>
        <div class="pair" role="group" aria-labelledby="later-other">
          <h3 id="later-other">{t("later.other")}</h3>
          <Field id="later-day" label={t("later.day")}>
            <input class="input" type="date" name="day" value={dayOf(zone, first)} min={dayOf(zone, now)} {...described({ id: "later-day" })} />
          </Field>
          <Field id="later-time" label={t("later.time")}>
            <input class="input" type="time" name="time" value={clockTime("en", zone, first)} {...described({ id: "later-time" })} />
          </Field>
        </div>
        {endsAt !== null && <p class="quiet">{t("later.window-ends", { time: whenOf(language, zone, endsAt, now) })}</p>}
        <p class="wrong" role="alert" data-later-wrong hidden />
      </form>
    </Dialog>
  );
}

type PartProps = { conversation: Pick<Conversation, "id" | "state" | "agentId">; scheduled: readonly Scheduled[] };

/** What is to be sent later in a conversation, above the box; what could not be sent says why. It comes anew when it changes. */
export function ScheduledPart({ conversation, scheduled }: PartProps) {
  const { person, t } = usePage();
  const { id } = conversation;
  const mine = conversation.state === "active" && conversation.agentId === person?.id;
  return (
    <div
      id="scheduled"
      hx-get={`/conversations/${id}/scheduled`}
      hx-target="this"
      hx-swap="outerMorph"
      hx-trigger={`scheduled-${id} from:body, live:again from:body`}
    >
      {scheduled.length > 0 && (
        <ul class="scheduled" aria-label={t("later.waiting")}>
          {scheduled.map((one) => (
            <Line key={one.id} line={one} mine={mine} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Line({ line, mine }: { line: Scheduled; mine: boolean }) {
  const { language, zone, now, person, t } = usePage();
  const { id, conversationId, agentId, agentName, text, dueAt, problem } = line;
  const own = agentId === person?.id;
  const path = `/conversations/${conversationId}/scheduled/${id}`;
  const time = whenOf(language, zone, dueAt, now);
  return (
    <li id={`scheduled-${id}`} data-state={problem === null ? undefined : "bad"}>
      <Icon name={problem === null ? "clock" : "circle-alert"} size="s" />
      <p class="when">
        {problem === null ? t("later.at", { time }) : t("later.failed", { time, why: say(language, problem) })}
        {!own && ` ${t("later.by", { name: agentName })}`}
      </p>
      <p class="cut" dir="auto" data-text>
        {text}
      </p>
      {mine && (
        <Button kind="quiet" hx-post={`${path}/now`} hx-swap="none" hx-disable="this">
          {t("later.now")}
        </Button>
      )}
      {mine && own && <IconButton icon="pen-line" label={t("later.edit")} data-later-edit={path} />}
      {(mine || own) && <IconButton icon="trash-2" label={t("later.remove")} hx-post={`${path}/remove`} hx-swap="none" hx-disable="this" />}
    </li>
  );
}
