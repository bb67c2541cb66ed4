// A place that was sent: its name, its address, and a link that opens what finds the way on this device.
import { el, icon } from "./dom.js";
import { say } from "./given.js";

/** The element of a place: { name, address, latitude, longitude }. */
export function locationOf({ name, address, latitude, longitude }) {
  const point = `${latitude}, ${longitude}`;
  const way = el("a", { href: linkTo({ name, latitude, longitude }), target: "_blank", rel: "noopener noreferrer" }, say("way"));
  const title = el("b", { dir: "auto" }, name || say("location"));
  const words = el("span", { class: "grow" }, title, el("small", { dir: "auto" }, address || point), el("small", {}, way));
  return el("span", { class: "file" }, icon("map-pin", { large: true }), words);
}

// Android asks which app shall open a geo: address (RFC 5870); Apple's devices know their own map's; others get a map in the browser.
function linkTo({ name, latitude, longitude }) {
  const point = `${latitude},${longitude}`;
  if (/Android/i.test(navigator.userAgent)) return `geo:${point}?q=${point}${name ? `(${encodeURIComponent(name)})` : ""}`;
  if (/iPhone|iPad|Macintosh/.test(navigator.userAgent)) return `https://maps.apple.com/?ll=${point}&q=${encodeURIComponent(name || point)}`;
  return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`;
}
