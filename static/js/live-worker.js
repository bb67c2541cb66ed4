// The shared worker of a session: holds the one stream of this browser and tells the tabs what it hears.
import { openSource } from "./live-source.js";

const RECENT_MAX = 500;

/** Open tabs: what each shows of the server's events, and the conversation that somebody looks at there. */
const tabs = new Map();
let source = null;
let hello = null;
let ended = false;
let recent = [];

const tell = (message) => {
  for (const port of tabs.keys()) port.postMessage(message);
};
const onScreen = () => [...tabs.values()].map(({ screen }) => screen).filter(Boolean);

const heard = {
  hello: (message) => {
    const reopened = hello !== null;
    hello = message;
    recent = [];
    for (const [port, tab] of tabs) port.postMessage({ ...message, whole: !reopened && tab.seen >= message.id });
  },
  topics: (message) => {
    recent.push(message);
    if (recent.length > RECENT_MAX) hello.id = recent.shift().id ?? hello.id;
    tell({ ...message, onScreen: onScreen() });
  },
  again: (message) => {
    hello.id = Number.POSITIVE_INFINITY;
    tell(message);
  },
  lost: tell,
  ended: (message) => {
    ended = true;
    tell(message);
  },
};

const said = {
  // A tab was written at event `seen`: what came since is told again, unless that is longer ago than we remember.
  open: (port, { seen, csrf, lock }) => {
    tabs.set(port, { seen, screen: null });
    if (lock) navigator.locks?.request(lock, () => said.close(port));
    if (ended) return port.postMessage({ kind: "ended" });
    source ??= openSource(csrf, (message) => heard[message.kind](message), { shows: onScreen });
    if (!hello) return;
    const whole = seen >= hello.id;
    port.postMessage({ ...hello, whole });
    if (whole) for (const message of recent) if (!(message.id <= seen)) port.postMessage({ ...message, onScreen: onScreen() });
  },
  screen: (port, { conversation }) => {
    const tab = tabs.get(port);
    if (tab) tab.screen = conversation;
    source?.look();
  },
  close: (port) => {
    tabs.delete(port);
    source?.look();
    if (tabs.size > 0 || ended) return;
    source?.close();
    source = hello = null;
    recent = [];
  },
};

globalThis.onconnect = ({ ports: [port] }) => {
  port.onmessage = ({ data }) => said[data.kind](port, data);
};
