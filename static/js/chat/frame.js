// The page in a frame, and the script on the company's site that made it. Both know whom they speak with by its origin.
import { chat, inWidget, say } from "./given.js";

let host = null;
let open = !inWidget;
let unread = 0;

const post = (message) => host && window.parent.postMessage(message, host);
const label = () => (unread === 1 ? say("unread-one") : say("unread-other", { count: unread }));
const tellUnread = () => post({ parlo: "unread", count: unread, label: label() });

/** Whether the visitor has the chat before their eyes. */
export const isSeen = () => open && document.visibilityState === "visible";

/** Asks the site to close the chat. */
export const close = () => post({ parlo: "close" });

/** Messages that came while the visitor did not look. */
export function setUnread(count) {
  unread = count;
  tellUnread();
}

/** Listens to the site. `opened` is called whenever the visitor opens the chat, `looked` when they may see it now. */
export function hearHost({ opened, looked }) {
  document.addEventListener("visibilitychange", () => isSeen() && looked());
  if (!inWidget) return;
  addEventListener("message", ({ source, origin, data }) => {
    if (source !== window.parent || (origin !== location.origin && !chat.sites.includes(origin))) return;
    if (data?.parlo === "hello") {
      host = origin;
      post({ parlo: "ready", colour: chat.colour, ink: chat.ink, open: say("open"), close: say("close"), title: say("title", { name: chat.title }) });
      tellUnread();
    }
    if (data?.parlo === "open" || data?.parlo === "shut") {
      open = data.parlo === "open";
      if (!open) return;
      opened();
      looked();
    }
  });
  // To whomever: it says nothing but that somebody may speak with us now.
  window.parent.postMessage({ parlo: "here" }, "*");
}
