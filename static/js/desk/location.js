// Sending a place: a saved one or one of one's own, in a window that the server writes (views/locations/dialog.tsx).
import { beginMap } from "../maps.js";
import { degreesIn, placeIn, writeInto } from "../place.js";
import { activate, activeIn, hasWords, plain } from "../searched.js";
import { put } from "./outbox.js";

const dialog = () => document.getElementById("location-dialog");
const form = () => document.getElementById("location-form");
const search = () => dialog().querySelector("[data-search]");
const send = () => dialog().querySelector("[form='location-form'][type='submit']");
const options = () => [...dialog().querySelectorAll('[role="option"]')];
const shown = () => options().filter(({ hidden }) => !hidden);

// What is wrong is said while it is typed.
function look() {
  for (const field of form().querySelectorAll("[data-degrees]")) {
    const wrong = field.value.trim() !== "" && degreesIn(field) === null;
    const line = document.getElementById(`${field.id}-wrong`);
    if (line.textContent !== (wrong ? line.dataset.words : "")) line.textContent = wrong ? line.dataset.words : "";
    if (wrong) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
  send().disabled = placeIn(form()) === null;
}

const found = () => form().querySelector("[data-found]");

// What was found belongs to the words that were searched for.
function narrow() {
  const typed = search().value.trim();
  const has = hasWords(typed);
  found().hidden = true;
  found().replaceChildren();
  const offer = form().querySelector("[data-look]");
  for (const option of options()) if (option !== offer) option.hidden = !has(plain(option.textContent));
  if (offer) {
    offer.hidden = typed === "";
    offer.querySelector(".grow").textContent = offer.dataset.words.replace("{words}", () => typed);
  }
  form().querySelector("[data-none]").hidden = shown().length > 0;
  activate(form(), typed === "" ? undefined : shown()[0]);
}

// The server asks for us, and only now: not while one types.
async function ask(offer) {
  if (offer.getAttribute("aria-busy") === "true") return;
  const typed = search().value.trim();
  offer.setAttribute("aria-busy", "true");
  const response = await fetch(`/geo?q=${encodeURIComponent(typed)}`, { headers: { "HX-Request": "true" } }).catch(() => null);
  const markup = response?.ok ? await response.text() : null;
  if (!offer.isConnected) return;
  offer.removeAttribute("aria-busy");
  if (search().value.trim() !== typed) return;
  found().hidden = false;
  if (markup === null) found().textContent = offer.dataset.failed;
  else found().innerHTML = markup;
  found().scrollIntoView({ block: "nearest" });
  const first = found().querySelector('[role="option"]');
  if (first) activate(form(), first);
}

function step(by) {
  const all = shown();
  const at = all.indexOf(activeIn(form()));
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length];
  activate(form(), next);
  next?.scrollIntoView({ block: "nearest" });
}

// True when it was a place, not the offer to look for one.
function take(option) {
  activate(form(), option);
  if ("look" in option.dataset) {
    void ask(option);
    return false;
  }
  const { name, address, latitude, longitude } = option.dataset;
  writeInto(form(), { name, address, latitude: Number(latitude), longitude: Number(longitude) });
  return true;
}

// What was taken back is shown once more, as it was.
let again = null;
function begin() {
  if (!form() || "begun" in form().dataset) return;
  form().dataset.begun = "";
  beginMap(form());
  if (again) writeInto(form(), again);
  again = null;
}

document.addEventListener("htmx:after:swap", begin);
document.body.addEventListener("location:again", ({ detail }) => {
  again = detail;
  document.querySelector("#composer [data-location]")?.click();
});
document.addEventListener("input", ({ target }) => {
  if (target.closest?.("#location-form") && target === search()) narrow();
});
document.addEventListener("place:filled", ({ target }) => {
  if (target === form()) look();
});
document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (!target.closest?.("#location-form") || target !== search() || event.isComposing) return;
  if (key === "ArrowDown" || key === "ArrowUp") {
    event.preventDefault();
    step(key === "ArrowDown" ? 1 : -1);
  } else if (key === "Enter") {
    event.preventDefault();
    const option = activeIn(form());
    if (option && take(option)) send().focus();
  }
});
// The search keeps the focus, whatever is pressed in the list.
document.addEventListener("mousedown", (event) => {
  if (event.target.closest?.("#location-list")) event.preventDefault();
});
document.addEventListener("click", ({ target }) => {
  const option = target.closest?.('#location-form [role="option"]');
  if (option) take(option);
});
document.addEventListener("submit", (event) => {
  if (event.target.id !== "location-form") return;
  event.preventDefault();
  const location = placeIn(form());
  if (!location) return;
  const text = [location.name, location.address].filter(Boolean).join(", ") || `${location.latitude}, ${location.longitude}`;
  put({ conversation: form().dataset.conversation, mode: "reply", text, draft: 0, files: [], location });
  dialog().close();
});
