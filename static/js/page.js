// What the server says of this page, from <meta name="parlo">.
const given = document.querySelector('meta[name="parlo"]')?.dataset ?? {};

export const page = {
  build: given.build ?? "",
  /** The last event whose changes this page shows. */
  seen: Number(given.seen ?? 0),
  /** Names the session without giving it away; empty when nobody is signed in. */
  session: given.session ?? "",
  zone: given.zone || undefined,
  volume: Number(given.volume ?? 50),
  language: document.documentElement.lang,
  csrf: document.querySelector('meta[name="csrf"]')?.content ?? "",
};

const ahead = Number(given.now ?? Date.now()) - Date.now();

/** The server's time, in ms: a computer's own clock may be minutes off. */
export const serverNow = () => Date.now() + ahead;

/** Says something to every part of the page: htmx listens with `name from:body`. */
export const announce = (name, detail = {}) => document.body.dispatchEvent(new CustomEvent(name, { detail }));
