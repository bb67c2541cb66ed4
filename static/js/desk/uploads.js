// Files on their way up, each alone as a raw body, with progress. One whose way broke off goes again with the same id.
import { page } from "../page.js";
import { newId } from "./id.js";

const MEBIBYTE = 1024 * 1024;
const SAME = { "image/jpg": "image/jpeg", "audio/mp3": "audio/mpeg", "audio/x-m4a": "audio/mp4", "audio/m4a": "audio/mp4" };

const files = new Set();

/** As the server names a type: every text is a plain one, and some have two names. */
const plainType = (type) => SAME[type] ?? (type.startsWith("text/") ? "text/plain" : type);

/** As what a channel takes a file: the first kind whose types and size fit; undefined when none does. */
export function kindOf({ type, size }, takes) {
  const fitting = fittingOf(type, takes);
  return fitting.find(({ bytesMax }) => size <= bytesMax)?.kind;
}

const fittingOf = (type, takes) => takes.filter(({ types }) => types.includes("*/*") || types.includes(plainType(type)));

/** Why the channel would not take a file, in words; null when it would. What has no type is looked at by the server. */
export function refused({ type, size }, takes, words) {
  if (size === 0) return words.empty;
  const fitting = type === "" ? takes : fittingOf(type, takes);
  if (fitting.length === 0) return words.type;
  const bytesMax = Math.max(...fitting.map((limit) => limit.bytesMax));
  return size <= bytesMax ? null : words.size.replace("{size}", sizeOf(Math.floor(bytesMax / MEBIBYTE) * 1_000_000));
}

/** "20 bytes", "84 kB", "2.4 MB" */
export function sizeOf(bytes) {
  if (bytes < 1000) return new Intl.NumberFormat(page.language, { style: "unit", unit: "byte", unitDisplay: "long" }).format(bytes);
  const [unit, n] = bytes < 999_500 ? ["kilobyte", bytes / 1000] : ["megabyte", bytes / 1_000_000];
  return new Intl.NumberFormat(page.language, { style: "unit", unit, maximumFractionDigits: n < 10 ? 1 : 0 }).format(n);
}

/**
 * Sends a file up; one that the server makes itself is asked for at its `path`. `check` gets what the server found it to be and says what
 * is wrong with that; `changed` is called as it goes on.
 * `at`: the address that takes it; `voice`: the kind of channel for which it was spoken. `finished` resolves when the server has it, and throws what
 * it said when it will not take it.
 */
export function upload(blob, check, changed, { at = "/files", voice = "" } = {}) {
  const { promise, resolve, reject } = Promise.withResolvers();
  promise.catch(() => {});
  const file = { clientId: newId(), name: blob.name || "file", size: blob.size, type: blob.type, blob, progress: 0, done: false, broken: false, problem: null };
  const tell = (state) => {
    Object.assign(file, state);
    changed();
  };
  const refuse = (problem) => {
    tell({ problem });
    reject(new Error(problem));
  };
  const arrived = (request) => {
    if (request.status >= 500) return tell({ broken: true });
    if (request.status >= 400) return refuse(titleOf(request));
    const { type, size } = JSON.parse(request.responseText);
    const problem = check({ type, size });
    if (problem) return refuse(problem);
    files.delete(file);
    tell({ type, size, done: true });
    resolve();
  };
  let request = null;
  file.start = () => {
    tell({ broken: false, progress: 0 });
    request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) => tell({ progress: loaded / total });
    request.onload = ({ target }) => arrived(target);
    request.onerror = () => tell({ broken: true });
    request.open(
      "PUT",
      blob.path ? `${blob.path}/${file.clientId}` : `${at}/${file.clientId}?name=${encodeURIComponent(file.name)}${voice && `&voice=${voice}`}`,
    );
    for (const [name, value] of Object.entries(headersFor(blob))) request.setRequestHeader(name, value);
    request.send(blob.path ? null : blob);
  };
  file.drop = () => {
    files.delete(file);
    request.abort();
    if (file.done) forget(`${at}/${file.clientId}`);
  };
  file.finished = promise;
  files.add(file);
  file.start();
  return file;
}

/** A file that the server has already, as if it had been sent up from here. */
export function uploaded({ clientId, name, size, type }, problem) {
  const drop = () => forget(`/files/${clientId}`);
  return { clientId, name, size, type, blob: null, progress: 1, done: true, broken: false, problem, finished: Promise.resolve(), start: () => {}, drop };
}

const forget = (url) => void fetch(url, { method: "DELETE", headers: { "X-CSRF-Token": page.csrf } }).catch(() => {});

const headersFor = ({ type }) => ({ "X-CSRF-Token": page.csrf, Accept: "application/json", "Content-Type": type || "application/octet-stream" });

function titleOf({ responseText, status }) {
  try {
    const { fields, title } = JSON.parse(responseText);
    return Object.values(fields ?? {})[0] ?? title;
  } catch {
    return String(status);
  }
}

// The server is back: what broke off goes on.
document.body.addEventListener("live:open", () => {
  for (const file of files) if (file.broken) file.start();
});
