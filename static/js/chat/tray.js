// Files that the visitor has chosen: they go up at once, each with its progress, and leave with the next message.
import { address, headers, refusalIn } from "./ask.js";
import { described, preview } from "./attachments.js";
import { byId, el, icon } from "./dom.js";
import { chat, say } from "./given.js";
import { random } from "./visitor.js";

const MEGABYTE = 1024 * 1024;
const TRIES_MAX = 5;
const PAUSE_MS = 1_500;

/** `problem` is called with a sentence when a file is not taken. `changed` when files come or go. */
export function openTray({ problem, changed }) {
  const list = byId("tray");
  const files = [];

  const remove = (file) => {
    const at = files.indexOf(file);
    if (at < 0) return;
    files.splice(at, 1);
    file.row.remove();
    list.hidden = files.length === 0;
    changed();
  };
  const drop = (file) => {
    remove(file);
    file.upload.abort();
    if (file.done) void fetch(address(`/files/${file.clientId}`), { method: "DELETE", headers: headers(), credentials: "omit" }).catch(() => {});
    byId("message").focus();
  };
  const take = (chosen) => {
    const wrong = refused(chosen, files.length);
    if (wrong) return problem(wrong);
    const file = { clientId: random(), name: chosen.name || "", type: chosen.type || "application/octet-stream", size: chosen.size, done: false };
    const picture = preview(file.clientId, chosen);
    if (picture) void measure(file, picture);
    const progress = el("progress", { max: "1", value: "0", class: "bar", "data-state": "ours", "aria-label": say("sending") });
    file.row = el(
      "li",
      { class: "chosen" },
      picture ? el("img", { class: "thumb", src: picture, alt: "" }) : icon("file-text", { large: true }),
      el("span", { class: "grow" }, el("span", { class: "cut", dir: "auto" }, file.name || say("file")), el("small", {}, described(file)), progress),
      el(
        "button",
        { type: "button", class: "button", "data-kind": "quiet", "aria-label": say("detach", { name: file.name }), click: () => drop(file) },
        icon("x"),
      ),
    );
    file.upload = upload(file, chosen, (share) => (progress.value = share));
    file.ready = file.upload.ended.then((wrong) => {
      progress.hidden = true;
      file.done = wrong === null;
      if (wrong === null || wrong === "") return wrong;
      if (!files.includes(file)) return wrong;
      remove(file);
      problem(wrong);
      return wrong;
    });
    files.push(file);
    list.append(file.row);
    list.hidden = false;
    changed();
  };
  return {
    take: (chosen) => [...chosen].forEach(take),
    isEmpty: () => files.length === 0,
    /** Gives the files to the message that takes them, and is empty again. */
    empty: () => {
      const taken = files.splice(0);
      list.replaceChildren();
      list.hidden = true;
      return taken;
    },
  };
}

// Its room in the thread is there before the picture is.
async function measure(file, url) {
  const picture = new Image();
  picture.src = url;
  await picture.decode().catch(() => {});
  Object.assign(file, { width: picture.naturalWidth || null, height: picture.naturalHeight || null });
}

function refused({ size, name }, already) {
  if (already >= chat.filesMax) return say("too-many-at-once", { max: chat.filesMax });
  if (size === 0) return say("file-empty", { name });
  return size > chat.bytesMax ? say("file-too-large", { name, size: `${Math.floor(chat.bytesMax / MEGABYTE)} MB` }) : null;
}

// XMLHttpRequest, because fetch does not tell how far an upload has come. Ends with null or a sentence; "" when it was taken back.
function upload({ clientId, name, type }, body, progressed) {
  let request = null;
  let aborted = false;
  const once = () =>
    new Promise((resolve) => {
      request = new XMLHttpRequest();
      request.open("PUT", address(`/files/${clientId}?name=${encodeURIComponent(name)}`));
      for (const [header, value] of Object.entries({ ...headers(), "Content-Type": type })) request.setRequestHeader(header, value);
      request.responseType = "json";
      request.upload.onprogress = ({ loaded, total }) => progressed(total > 0 ? loaded / total : 0);
      request.onloadend = () => resolve({ status: request.status, ...refusalIn(request.status, request.response, request.getResponseHeader("retry-after")) });
      request.send(body);
    });
  const tried = async () => {
    for (let n = 0; n < TRIES_MAX && !aborted; n++) {
      const { status, sentence } = await once();
      if (status === 201) return null;
      if (aborted) break;
      if (status !== 0 && status < 500) return `${name}: ${sentence}`;
      await until(PAUSE_MS * 2 ** n);
    }
    return aborted ? "" : say("file-failed", { name });
  };
  return {
    ended: tried(),
    abort: () => {
      aborted = true;
      request?.abort();
    },
  };
}

// A while, or until the connection is back.
const until = (ms) =>
  new Promise((resolve) => {
    setTimeout(resolve, navigator.onLine ? ms : 10 * ms);
    addEventListener("online", resolve, { once: true });
  });
