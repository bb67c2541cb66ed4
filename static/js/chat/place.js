// Where the visitor stands in the queue and how long it will probably take, in a line above the messages. It is read aloud too, but
// never more often than a person would say it.
import { byId } from "./dom.js";
import { chat, say, wasReady } from "./given.js";
import { token } from "./visitor.js";

const ALOUD_EVERY_MS = 30_000;

const line = byId("place");
const [where, howLong] = line.querySelectorAll("b, small");
/** The greeting says already that nobody is here. */
const greetedAway = !wasReady && token() === null;
const aloud = byId("place-aloud");
let spokenAt = 0;
let timer = 0;

/** Shows what the server told; with nothing to say the line goes. */
export function tellPlace({ state, ready, place, wait }) {
  const [first, second] = wordsOf({ state, ready, place, wait });
  line.hidden = !first && !second;
  write(where, first);
  write(howLong, second);
  speak([first, second].filter(Boolean).join(", "));
}

function wordsOf({ state, ready, place, wait }) {
  if (state !== "waiting") return ["", ""];
  if (!ready) return ["", greetedAway ? "" : chat.offline];
  if (place === null) return ["", ""];
  return [place === 1 ? say("place-next") : say("place", { place }), wait ? waitWords(wait) : ""];
}

function waitWords({ from, to }) {
  if (to === null) return say("wait-longer", { from });
  return from === 0 ? say("wait-less", { to }) : say("wait-between", { from, to });
}

const write = (element, text) => element.textContent !== text && (element.textContent = text);

function speak(sentence) {
  clearTimeout(timer);
  const tell = () => {
    if (aloud.textContent === sentence) return;
    aloud.textContent = sentence;
    spokenAt = Date.now();
  };
  timer = setTimeout(tell, Math.max(0, spokenAt + ALOUD_EVERY_MS - Date.now()));
}
