// A page may stay open overnight: what was today is yesterday then.
import { page, serverNow } from "../page.js";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const dayOf = (at) => new Intl.DateTimeFormat("en-CA", { timeZone: page.zone }).format(at);

function name() {
  const list = document.getElementById("thread");
  if (!list) return;
  const words = new Map([
    [dayOf(serverNow() - DAY_MS), list.dataset.yesterday],
    [dayOf(serverNow()), list.dataset.today],
  ]);
  for (const line of list.querySelectorAll(".day[data-day]")) {
    const text = words.get(line.dataset.day) ?? line.dataset.name;
    if (line.textContent !== text) line.textContent = text;
  }
}

setInterval(name, MINUTE_MS);
