// What is not sent yet stands in the thread at once, with a clock, until the server's own message takes its place.
import { announce, page, serverNow } from "../page.js";
import { writeAgain } from "./composer.js";
import { again, sendAnyway, takeBack, unsent } from "./outbox.js";
import { toEnd } from "./scroll.js";
import { parse, refresh } from "./thread.js";
import { addFile } from "./tray.js";
import { keepVoice } from "./voice.js";

const thread = () => document.getElementById("thread");
const conversation = () => document.querySelector(".chat[data-conversation]")?.dataset.conversation;
const template = () => document.querySelector("#composer template[data-sending]");

function show() {
  if (!thread() || !template()) return;
  for (const entry of unsent(conversation())) {
    const id = CSS.escape(entry.clientId);
    if (thread().querySelector(`[data-client="${id}"]`)) continue;
    const known = thread().querySelector(`[data-bubble="${id}"]`);
    const bubble = known ?? newBubble(entry);
    tell(bubble, entry);
    if (known) continue;
    thread().append(bubble);
    toEnd();
  }
}

function newBubble({ clientId, text, mode, files, choices }) {
  const bubble = template().content.firstElementChild.cloneNode(true);
  bubble.dataset.bubble = clientId;
  bubble.querySelector(".words").textContent = text;
  bubble.querySelector(".lock").hidden = mode !== "note";
  const names = bubble.querySelector(".sent-files");
  names.textContent = files.map(({ name }) => name).join(", ");
  names.hidden = files.length === 0;
  const offered = bubble.querySelector(".options");
  offered.hidden = !choices;
  for (const { title } of choices?.options ?? []) offered.append(Object.assign(document.createElement("li"), { textContent: title, dir: "auto" }));
  const format = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: page.zone };
  bubble.querySelector("time").textContent = new Intl.DateTimeFormat(page.language, format).format(serverNow());
  return bubble;
}

function tell(bubble, { mode, state, why, answered }) {
  const refused = state === "refused";
  bubble.dataset.kind = refused ? "failed" : mode;
  bubble.querySelector("[data-mark]").hidden = refused || state === "asked";
  ask(bubble.querySelector("[data-asked]"), state === "asked" ? answered : null);
  bubble.querySelector(".trouble").hidden = !refused;
  const words = bubble.querySelector("[data-text]");
  words.textContent = words.dataset.text.replace("{reason}", () => why || words.dataset.unreached);
}

// Somebody else answered meanwhile: what the server asks about it stands below one's own words.
function ask(place, answered) {
  const known = place.dataset.asked;
  if (known === String(answered?.id ?? "")) return;
  place.dataset.asked = answered?.id ?? "";
  place.replaceChildren(...parse(answered?.markup ?? ""));
  place.hidden = !answered;
  if (answered) toEnd();
}

document.addEventListener("click", ({ target }) => {
  const bubble = target.closest?.("[data-bubble]");
  if (!bubble) return;
  if (target.closest("[data-send-again]")) again(bubble.dataset.bubble);
  const anyway = target.closest("[data-send-anyway]");
  if (anyway) sendAnyway(bubble.dataset.bubble, Number(anyway.dataset.sendAnyway));
  if (!target.closest("[data-take-back]")) return;
  const { text, mode, files, location, choices } = takeBack(bubble.dataset.bubble);
  bubble.remove();
  for (const file of files) if (file.blob) giveBack(file);
  if (location) return announce("location:again", location);
  writeAgain(text, mode, choices);
  announce("tray:changed");
});

const giveBack = (file) => (file.blob.spokenMs ? keepVoice(conversation(), file.blob, file.blob.spokenMs) : addFile(conversation(), file));

document.body.addEventListener("outbox:changed", show);
document.body.addEventListener("desk:shown", show);
// Not only the stream tells that it is there.
document.body.addEventListener("desk:sent", () => void refresh());
