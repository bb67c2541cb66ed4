// The map beside the fields of a place. The library and its style come only when there is a map to draw.
import { placeIn, writeInto } from "./place.js";

const WORLD = [[25, 5], 2];
const CITY = 12;
const STREET = 16;
const ZOOM_MAX = 19;
const MOVING_MS_MAX = 1000;

/** Draws the map of a form, with a pin for the place in its fields. */
export async function draw(form) {
  const place = form.querySelector("[data-map]");
  const { style, zoomIn, zoomOut, pinLabel } = place.dataset;
  await Promise.all([styled(style), import("../lib/leaflet.js")]);
  if (!place.isConnected) return;
  const { L } = window;
  const first = place.dataset.map.split(" ").filter(Boolean).map(Number);
  const map = L.map(place, { attributionControl: false, zoomControl: false, worldCopyJump: true, minZoom: 2 });
  map.setView(...(first.length === 2 ? [first, CITY] : WORLD));
  L.control.zoom({ zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
  L.tileLayer("/map/{z}/{x}/{y}", { maxZoom: ZOOM_MAX }).addTo(map);
  const drawing = form.querySelector("template[data-pin]").content.firstElementChild.cloneNode(true);
  const icon = L.divIcon({ className: "map-pin", html: drawing, iconSize: [32, 32], iconAnchor: [16, 30] });
  const pin = L.marker(map.getCenter(), { icon, draggable: true, autoPan: true, title: pinLabel, alt: pinLabel });

  const isAt = ({ latitude, longitude }) => map.hasLayer(pin) && pin.getLatLng().equals([latitude, longitude], 1e-6);
  const show = () => {
    const wanted = placeIn(form);
    if (!wanted) return void pin.remove();
    if (isAt(wanted)) return;
    const point = [wanted.latitude, wanted.longitude];
    pin.setLatLng(point).addTo(map);
    map.setView(point, Math.max(map.getZoom(), STREET));
  };
  const put = (point) => {
    const { lat, lng } = point.wrap();
    pin.setLatLng([lat, lng]).addTo(map);
    writeInto(form, { latitude: lat, longitude: lng });
  };
  pin.on("dragend", () => put(pin.getLatLng()));
  map.on("click", ({ latlng }) => put(latlng));
  form.addEventListener("place:filled", show);
  // Later: what is still moving would miss it.
  form.closest("dialog")?.addEventListener("close", () => setTimeout(() => map.remove(), MOVING_MS_MAX), { once: true });
  show();
}

function styled(href) {
  if (document.querySelector(`link[href="${href}"]`)) return;
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  const loaded = new Promise((resolve) => link.addEventListener("load", resolve));
  document.head.append(link);
  return loaded;
}
