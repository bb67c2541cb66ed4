// How long free text may still be sent. When the window closes, or the customer opens it again, the box changes.
import { lasting } from "../clock.js";
import { announce, serverNow } from "../page.js";

const TICK_MS = 5000;
/** So much after the end the server's clock says so, too. */
const SURE_MS = 50;
const WARN_MS = 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

const composer = () => document.getElementById("composer");
const isOpen = (endsAt) => endsAt > serverNow();

let timer = 0;
let askedAt = Number.NEGATIVE_INFINITY;

function tick() {
  clearTimeout(timer);
  const mark = document.querySelector("#composer .window[data-ends]");
  if (!mark) return;
  const left = Number(mark.dataset.ends) - serverNow();
  timer = setTimeout(tick, left > 0 ? Math.min(TICK_MS, left + SURE_MS) : TICK_MS);
  if (left <= 0) return over();
  const words = mark.querySelector("[data-text]");
  const text = words.dataset.text.replace("{time}", lasting(left));
  if (words.textContent !== text) words.textContent = text;
  if (left < WARN_MS) mark.dataset.state = "warn";
  mark.querySelector(".left").setAttribute("stroke-dasharray", `${(24 * Math.min(1, left / DAY_MS)).toFixed(1)} 24`);
}

// The server says when it is really over; a computer whose clock runs ahead asks it now and then, not all the time.
function over() {
  if (performance.now() - askedAt < TICK_MS) return;
  askedAt = performance.now();
  announce("desk:moved");
}

document.body.addEventListener("desk:window", ({ detail: { endsAt } }) => {
  const form = composer();
  if (!form?.dataset.windowEnds || !endsAt || endsAt === form.dataset.windowEnds) return;
  const flips = isOpen(Number(endsAt)) !== isOpen(Number(form.dataset.windowEnds));
  form.dataset.windowEnds = endsAt;
  if (flips) return announce("desk:moved");
  const mark = form.querySelector(".window[data-ends]");
  if (mark) mark.dataset.ends = endsAt;
  tick();
});
document.body.addEventListener("desk:shown", tick);
