import type { ComponentChildren } from "preact";
import type { VoiceLimit } from "../../src/channels/channel.ts";
import type { Opened } from "../../src/desk/store.ts";
import { span } from "../../src/texts/time.ts";
import { usePage } from "../page.ts";
import { Button, IconButton } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";
import { Sound } from "../parts/sound.tsx";

/** Bars of the meter, the newest on the right. */
const BARS = 48;

/** Begins to record, where the channel takes what is spoken (static/js/desk/voice.js). */
export function VoiceButton() {
  const { t } = usePage();
  return <IconButton icon="mic" label={t("voice.record")} data-voice="begin" />;
}

type BarProps = { limit: VoiceLimit; conversation: Pick<Opened, "channelKind" | "channelName">; name: string };

/** In the place of the box while something is spoken: the meter, then what can be heard again. One of its steps is shown. */
export function VoiceBar({ limit: { bytesMax, secondsMax }, conversation: { channelKind, channelName }, name }: BarProps) {
  const { t } = usePage();
  const words = {
    full: t("voice.full", { channel: channelName }),
    soon: t("voice.soon"),
    listen: t("voice.listen"),
    recording: t("voice.recording"),
    lost: t("voice.lost"),
  };
  return (
    <section
      class="speaking"
      aria-label={t("voice.bar", { name })}
      data-voice-bar={channelKind}
      data-bytes-max={bytesMax}
      data-seconds-max={secondsMax}
      data-name={t("kind.voice")}
      data-words={JSON.stringify(words)}
      hidden
    >
      <p class="unseen" role="status" data-voice-told />
      <Asking />
      <div data-step="recording" hidden>
        <span class="live">
          <i />
          {t("voice.recording")}
        </span>
        <svg class="meter" viewBox={`0 0 ${BARS * 4} 24`} preserveAspectRatio="none" aria-hidden="true" data-meter>
          {Array.from({ length: BARS }, (_, at) => (
            <rect x={at * 4} y={11} width={2} height={2} rx={1} />
          ))}
        </svg>
        <span class="time">
          <b role="timer" data-voice-time>
            0:00
          </b>{" "}
          <small>{t("voice.longest", { time: span(secondsMax * 1000) })}</small>
        </span>
        <span class="actions">
          <Button kind="quiet" data-voice="cancel">
            {t("voice.cancel")}
          </Button>
          <Button kind="primary" icon="circle-stop" data-voice="stop">
            {t("voice.stop")}
          </Button>
        </span>
      </div>
      <div data-step="done" hidden>
        <Sound name={t("kind.voice")} durationMs={null} />
        <span class="actions">
          <small data-voice-hint />
          <Button kind="quiet" icon="trash-2" data-voice="discard">
            {t("voice.discard")}
          </Button>
          <Button icon="mic" data-voice="again">
            {t("voice.again")}
          </Button>
          <Button kind="primary" data-voice="send">
            {t("voice.send")}
          </Button>
        </span>
      </div>
    </section>
  );
}

// Before the browser asks, and what is said when there is no recording to be had.
function Asking() {
  const { t } = usePage();
  const problems = ["refused", "none", "busy", "unsupported", "elsewhere"] as const;
  return (
    <>
      <Step name="ask" icon="mic" words={t("voice.ask")} away={t("voice.cancel")}>
        <Button kind="primary" data-voice="allow">
          {t("voice.ask.go")}
        </Button>
      </Step>
      <Step name="asking" icon="mic" words={t("voice.asking")} away={t("voice.cancel")} />
      {problems.map((problem) => (
        <Step key={problem} name={problem} icon="mic-off" words={t(`voice.${problem}`)} away={t("voice.close")}>
          {problem !== "unsupported" && <Button data-voice="again">{t("voice.try-again")}</Button>}
        </Step>
      ))}
    </>
  );
}

type StepProps = { name: string; icon: string; words: string; away: string; children?: ComponentChildren };

function Step({ name, icon, words, away, children }: StepProps) {
  return (
    <div data-step={name} hidden>
      <p>
        <Icon name={icon} />
        {words}
      </p>
      <span class="actions">
        <Button kind="quiet" data-voice="cancel">
          {away}
        </Button>
        {children}
      </span>
    </div>
  );
}
