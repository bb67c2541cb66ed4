// Sending a place: a saved one or one of one's own, in a window that the server writes (views/locations/dialog.tsx).
import { activate, activeIn, hasWords, plain } from "../searched.js";
import { put } from "./outbox.js";

const dialog = () => document.getElementById("location-dialog");
const form = () => document.getElementById("location-form");
const search = () => dialog().querySelector("[data-search]");
const send = () => dialog().querySelector("[form='location-form'][type='submit']");
const options = () => [...dialog().querySelectorAll('[role="option"]')];
const shown = () => options().filter(({ hidden }) => !hidden);
const DECIMALS = 6;

/** Degrees as they were typed, with a point or a comma; null when they are none. */
function degrees({ value, dataset }) {
  const text = value.trim().replace(",", ".");
  const number = Number(text);
  return /^[+-]?\d+(\.\d+)?$/.test(text) && Math.abs(number) <= Number(dataset.degrees) ? number : null;
}

/** The place that the fields say; null while it is none. */
export function placeNow() {
  const { name, address, latitude, longitude } = form().elements;
  const [north, east] = [degrees(latitude), degrees(longitude)];
  return north === null || east === null ? null : { name: name.value.trim(), address: address.value.trim(), latitude: north, longitude: east };
}

/** Writes a place into the fields; what it does not name stays. */
export function fill(place) {
  for (const [name, value] of Object.entries(place)) form().elements[name].value = typeof value === "number" ? Number(value.toFixed(DECIMALS)) : value;
  look();
}

function look() {
  for (const field of form().querySelectorAll("[data-degrees]")) {
    const wrong = field.value.trim() !== "" && degrees(field) === null;
    const line = document.getElementById(`${field.id}-wrong`);
    if (line.textContent !== (wrong ? line.dataset.words : "")) line.textContent = wrong ? line.dataset.words : "";
    if (wrong) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
  send().disabled = placeNow() === null;
  form().dispatchEvent(new CustomEvent("location:filled", { bubbles: true }));
}

function narrow() {
  const has = hasWords(search().value);
  for (const option of options()) option.hidden = !has(plain(option.textContent));
  form().querySelector("[data-none]").hidden = shown().length > 0;
  activate(form(), search().value.trim() === "" ? undefined : shown()[0]);
}

function choose({ dataset: { name, address, latitude, longitude } }) {
  fill({ name, address, latitude: Number(latitude), longitude: Number(longitude) });
}

function step(by) {
  const all = shown();
  const at = all.indexOf(activeIn(form()));
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length];
  activate(form(), next);
  next?.scrollIntoView({ block: "nearest" });
}

function take(option) {
  activate(form(), option);
  choose(option);
}

// What was taken back is shown once more, as it was.
let again = null;
function begin() {
  if (!form() || "begun" in form().dataset) return;
  form().dataset.begun = "";
  if (again) fill(again);
  again = null;
}

document.addEventListener("htmx:after:swap", begin);
document.body.addEventListener("location:again", ({ detail }) => {
  again = detail;
  document.querySelector("#composer [data-location]")?.click();
});
document.addEventListener("input", ({ target }) => {
  if (!target.closest?.("#location-form")) return;
  if (target === search()) narrow();
  else look();
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
    if (!option) return;
    take(option);
    send().focus();
  }
});
document.addEventListener("click", ({ target }) => {
  const option = target.closest?.('#location-form [role="option"]');
  if (option) take(option);
});
document.addEventListener("submit", (event) => {
  if (event.target.id !== "location-form") return;
  event.preventDefault();
  const location = placeNow();
  if (!location) return;
  const text = [location.name, location.address].filter(Boolean).join(", ") || `${location.latitude}, ${location.longitude}`;
  put({ conversation: form().dataset.conversation, mode: "reply", text, draft: 0, files: [], location });
  dialog().close();
});
