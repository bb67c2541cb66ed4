// The lines over the work that the browser shows by itself: offline, session ended, new version.
import { page, serverNow } from "./page.js";

const OFFLINE_AFTER_MS = 2000;
const STILL_MS = 800;

let movedAt = 0;
document.addEventListener("pointermove", () => (movedAt = performance.now()), { passive: true });

/** Nothing moves under the pointer: a banner comes and goes while the hand rests. */
function whenStill(act) {
  const rest = STILL_MS - (performance.now() - movedAt);
  if (movedAt === 0 || rest <= 0) act();
  else setTimeout(() => whenStill(act), rest);
}

const wanted = new Map();

/** Shows or hides a banner by its id, as soon as nobody is aiming. */
export function banner(id, shown) {
  const element = document.getElementById(id);
  if (!element || wanted.get(id) === shown) return;
  wanted.set(id, shown);
  whenStill(() => {
    element.hidden = !wanted.get(id);
  });
}

let lostTimer = 0;

function lost() {
  if (lostTimer) return;
  const time = new Intl.DateTimeFormat(page.language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: page.zone }).format(serverNow());
  lostTimer = setTimeout(() => {
    const words = document.querySelector("#banner-offline [data-text]");
    if (words) words.textContent = words.dataset.text.replace("{time}", time);
    banner("banner-offline", true);
  }, OFFLINE_AFTER_MS);
}

function found() {
  clearTimeout(lostTimer);
  lostTimer = 0;
  banner("banner-offline", false);
}

document.body.addEventListener("live:lost", lost);
document.body.addEventListener("live:open", found);
document.body.addEventListener("live:update", () => banner("banner-update", true));
document.body.addEventListener("live:ended", () => {
  found();
  banner("banner-ended", true);
});
document.addEventListener("click", ({ target }) => target.closest?.("[data-reload]") && location.reload());
