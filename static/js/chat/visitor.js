// Who writes: a random token that this browser keeps for this channel. The server knows only its hash.
import { chat } from "./given.js";

const PREFIX = `parlo-chat:${chat.channelId}:`;
const TOKEN_BYTES = 16;

// In a frame of another site a browser may lend no storage. Then the page remembers as long as it lives.
const memory = new Map();
const inMemory = {
  getItem: (key) => memory.get(key) ?? null,
  setItem: (key, value) => memory.set(key, value),
  removeItem: (key) => memory.delete(key),
  keys: () => [...memory.keys()],
};

function storage() {
  try {
    const probe = `${PREFIX}probe`;
    localStorage.setItem(probe, "1");
    localStorage.removeItem(probe);
    return {
      getItem: (key) => localStorage.getItem(key),
      setItem: (key, value) => localStorage.setItem(key, value),
      removeItem: (key) => localStorage.removeItem(key),
      keys: () => Object.keys(localStorage),
    };
  } catch {
    return inMemory;
  }
}
const box = storage();

/** What this browser keeps for this channel, by name. Where there is no more room it is kept in memory. */
export const kept = {
  get: (name) => box.getItem(PREFIX + name) ?? inMemory.getItem(PREFIX + name),
  set: (name, value) => {
    try {
      box.setItem(PREFIX + name, value);
    } catch {
      inMemory.setItem(PREFIX + name, value);
    }
  },
  remove: (name) => {
    box.removeItem(PREFIX + name);
    inMemory.removeItem(PREFIX + name);
  },
  /** The names that begin with `start`. */
  names: (start) => [...new Set([...box.keys(), ...inMemory.keys()])].filter((key) => key.startsWith(PREFIX + start)).map((key) => key.slice(PREFIX.length)),
};

export const random = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(TOKEN_BYTES));
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=/g, "");
};

/** The visitor's token, or null for who has never written here. */
export const token = () => kept.get("token");

/** The visitor's token, made now if there is none. */
export function tokenForWriting() {
  if (token() === null) kept.set("token", random());
  return token();
}

/** Calls back when another window of this browser wrote here for the first time. */
export function whenKnown(heard) {
  addEventListener("storage", ({ key, newValue }) => key === `${PREFIX}token` && newValue && heard());
}
