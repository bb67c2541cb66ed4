// The fields of a place in any form: name, address, latitude, longitude.
const DEGREES_MAX = { latitude: 90, longitude: 180 };
const DECIMALS = 6;
/** As maps give them to the clipboard. */
const BOTH = /^\s*([+-]?\d+(?:\.\d+)?)\s*[,;\s]\s*([+-]?\d+(?:\.\d+)?)\s*$/;

/** Degrees as they were typed, with a point or a comma; null when they are none. */
export function degreesIn({ name, value }) {
  const text = value.trim().replace(",", ".");
  return /^[+-]?\d+(\.\d+)?$/.test(text) && Math.abs(Number(text)) <= DEGREES_MAX[name] ? Number(text) : null;
}

/** The place that the fields say; null while it is none. */
export function placeIn({ elements: { name, address, latitude, longitude } }) {
  const [north, east] = [degreesIn(latitude), degreesIn(longitude)];
  return north === null || east === null ? null : { name: name.value.trim(), address: address.value.trim(), latitude: north, longitude: east };
}

/** Writes a place into the fields; what it does not name stays. */
export function writeInto(form, place) {
  for (const [name, value] of Object.entries(place)) form.elements[name].value = typeof value === "number" ? Number(value.toFixed(DECIMALS)) : value;
  tell(form);
}

const tell = (form) => form.dispatchEvent(new CustomEvent("place:filled", { bubbles: true }));

document.addEventListener("input", ({ target }) => {
  const { name, form, value } = target;
  if (!(name in DEGREES_MAX) || !form?.elements.latitude || !form.elements.longitude) return;
  const both = BOTH.exec(value);
  if (both) writeInto(form, { latitude: Number(both[1]), longitude: Number(both[2]) });
  else tell(form);
});
