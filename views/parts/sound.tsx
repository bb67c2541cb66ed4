import { span } from "../../src/texts/time.ts";
import { usePage } from "../page.ts";
import { Icon } from "./icon.tsx";

type Props = { name: string; src?: string; durationMs: number | null };

/** Something to hear, with its place and speed (static/js/player.js). The browser loads nothing of it before it is played. */
export function Sound({ name, src, durationMs }: Props) {
  const { t } = usePage();
  const length = durationMs === null ? "" : span(durationMs);
  const play = t("sound.play", { name: [name, length].filter(Boolean).join(" ") });
  return (
    <span
      class="voice"
      data-sound={src}
      data-seconds={durationMs === null ? undefined : durationMs / 1000}
      data-play={play}
      data-pause={t("sound.pause", { name })}
      data-at={t("sound.at", { at: "{at}", length: "{length}" })}
      data-not-played={t("sound.not-played")}
    >
      <button class="button" type="button" aria-label={play} title={play} data-sound-play>
        <Icon name="play" />
        <Icon name="pause" />
      </button>
      <input
        type="range"
        min={0}
        max={durationMs === null ? 0 : durationMs / 1000}
        step={0.1}
        value={0}
        aria-label={t("sound.place", { name })}
        data-sound-place
      />
      <span class="at" data-sound-at>
        {length}
      </span>
      <button
        class="button speed"
        type="button"
        data-kind="quiet"
        aria-label={`${t("sound.speed")} 1×`}
        title={t("sound.speed")}
        data-sound-speed={t("sound.speed")}
      >
        1×
      </button>
    </span>
  );
}
