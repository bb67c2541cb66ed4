// Which forms have a map; what draws it comes only for these.

/** Draws the map of a form, if it has one. */
export function beginMap(form) {
  if (form?.querySelector("[data-map]")) void import("./map.js").then(({ draw }) => draw(form));
}

beginMap(document.getElementById("settings"));
