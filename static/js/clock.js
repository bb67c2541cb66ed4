// Times that go on by themselves: how long something lasts, and the bar's clock.
import { page, serverNow } from "./page.js";

const TICK_MS = 1000;
const FORMATS = [
  ["en-US", { hour: "2-digit", minute: "2-digit", hour12: true }],
  ["en-US", { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: true }],
  [page.language === "en" ? "en-GB" : page.language, { day: "2-digit", month: "2-digit", year: "numeric" }],
  [page.language === "en" ? "en-US" : page.language, { day: "numeric", month: "long", year: "numeric" }],
];
const KEPT = "parlo-clock";

/** "48 s", "4 min", "1 h 17": as src/texts/time.ts writes durations. Days are left to the server, which has the words. */
export function lasting(ms) {
  const minutes = Math.floor(Math.max(0, ms) / 60_000);
  if (minutes === 0) return `${Math.floor(Math.max(0, ms) / 1000)} s`;
  if (minutes < 60) return `${minutes} min`;
  if (minutes >= 48 * 60) return null;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")}`;
}

const write = (element, text) => {
  if (text !== null && element.textContent !== text) element.textContent = text;
};

function tick() {
  const now = serverNow();
  for (const element of document.querySelectorAll("[data-since]")) write(element, lasting(now - Number(element.dataset.since)));
  setTimeout(tick, TICK_MS - (now % TICK_MS));
}
tick();

/** The clock of the system bar: a click changes its format, which this browser keeps. */
export const clock = () => ({
  shown: "",
  format: Number(localStorage.getItem(KEPT) ?? 0) % FORMATS.length,
  init() {
    this.write();
    this.timer = setInterval(() => this.write(), TICK_MS);
  },
  destroy() {
    clearInterval(this.timer);
  },
  write() {
    const [locale, options] = FORMATS[this.format];
    this.shown = new Intl.DateTimeFormat(locale, { ...options, timeZone: page.zone }).format(serverNow());
  },
  next() {
    this.format = (this.format + 1) % FORMATS.length;
    localStorage.setItem(KEPT, this.format);
    this.write();
  },
});
