// What can be heard in the thread: the player that staff have, too (../player.js), made here by hand.

import { timeOf } from "../player.js";
import { el, icon } from "./dom.js";
import { locale, say } from "./given.js";

/** False where this browser would play nothing of it. */
export const canPlay = (type) => document.createElement("audio").canPlayType(type) !== "";

/** A player; `source` fetches the sound and gives its address. */
export function soundOf({ id, name, durationMs }, source) {
  const length = durationMs ? timeOf(durationMs / 1000) : "";
  const title = name || say("voice");
  const play = say("play", { name: [title, length].filter(Boolean).join(" ") });
  const once = new Intl.NumberFormat(locale).format(1);
  const sound = el(
    "div",
    {
      class: "voice",
      "data-sound": `attachment-${id}`,
      "data-seconds": durationMs ? durationMs / 1000 : null,
      "data-play": play,
      "data-pause": say("pause", { name: title }),
      "data-at": say("heard", { at: "{at}", length: "{length}" }),
      "data-not-played": say("not-loaded"),
    },
    el(
      "button",
      { type: "button", class: "button", "data-size": "touch", "aria-label": play, title: play, "data-sound-play": true },
      icon("play"),
      icon("pause"),
    ),
    el("input", {
      type: "range",
      min: 0,
      max: durationMs ? durationMs / 1000 : 0,
      step: 0.1,
      value: 0,
      "aria-label": say("place-in", { name: title }),
      "data-sound-place": true,
    }),
    el("span", { class: "at", "data-sound-at": true }, length),
    el(
      "button",
      {
        type: "button",
        class: "button speed",
        "data-kind": "quiet",
        title: say("speed"),
        "aria-label": `${say("speed")} ${once}×`,
        "data-sound-speed": say("speed"),
      },
      `${once}×`,
    ),
  );
  sound.source = source;
  return sound;
}
