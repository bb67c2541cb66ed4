// Files in the thread. They need the visitor's header, so they are fetched and shown as blobs; a blob has our origin, therefore
// nothing but pictures, videos and sound is ever shown from one, and everything else is only saved.
import { address, headers } from "./ask.js";
import { el, icon } from "./dom.js";
import { locale, say } from "./given.js";
import { canPlay, soundOf } from "./sound.js";

const PICTURE = /^image\/(png|jpeg|gif|webp|avif|bmp)$/;
const MOVING = /^video\/(mp4|webm|ogg)$/;
const SOUND = /^audio\/(mpeg|mp4|ogg|webm|wav|aac|x-m4a|flac)$/;
const NEAR = "600px";

/** What this page sent itself or has fetched: object URLs, or promises of them. */
const urls = new Map();
const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      target.dispatchEvent(new Event("near"));
    }
  },
  { rootMargin: NEAR },
);

const placeOf = ({ id, clientId }) => (id ? `attachment-${id}` : `upload-${clientId}`);

/** A picture chosen here is shown from here. Gives its address, null for what is no picture. */
export function preview(clientId, file) {
  if (!PICTURE.test(file.type)) return null;
  const url = URL.createObjectURL(file);
  urls.set(placeOf({ clientId }), url);
  return url;
}

async function urlOf(file) {
  const place = placeOf(file);
  if (!urls.has(place)) urls.set(place, load(file.id));
  try {
    return await urls.get(place);
  } catch (error) {
    urls.delete(place);
    throw error;
  }
}

async function load(id) {
  const response = await fetch(address(`/attachments/${id}`), { headers: headers(), credentials: "omit" });
  if (!response.ok) throw new Error(`the file was refused: ${response.status}`);
  const blob = await response.blob();
  const isShown = [PICTURE, MOVING, SOUND].some((types) => types.test(blob.type));
  return URL.createObjectURL(isShown ? blob : blob.slice(0, blob.size, "application/octet-stream"));
}

/** A file as an element. */
export function attachmentOf(file) {
  if (PICTURE.test(file.type) && (file.id || urls.has(placeOf(file)))) return picture(file);
  if (file.id && MOVING.test(file.type)) return player(file);
  if (file.id && SOUND.test(file.type) && canPlay(file.type)) return soundOf(file, () => urlOf(file));
  return tile(file);
}

function picture(file) {
  const { width, height } = fitted(file);
  const img = el("img", { alt: file.name || say("picture"), width, height, decoding: "async" });
  const button = el("button", { type: "button", class: "media", "aria-label": file.name || say("picture"), click: () => img.src && view(img.src, file) }, img);
  const show = async () => {
    button.setAttribute("aria-busy", "true");
    try {
      img.src = await urlOf(file);
    } catch {
      button.replaceWith(tile(file, say("not-loaded")));
    }
    button.removeAttribute("aria-busy");
  };
  if (urls.has(placeOf(file))) void show();
  else {
    button.addEventListener("near", show, { once: true });
    near.observe(button);
  }
  return button;
}

const WIDTH_MAX = 260;
const HEIGHT_MAX = 320;

// The room is there before the picture is, so that nothing moves when it comes.
function fitted({ width, height }) {
  if (!width || !height) return {};
  const scale = Math.min(1, WIDTH_MAX / width, HEIGHT_MAX / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

function view(src, file) {
  const dialog = el("dialog", { class: "viewer", "aria-label": file.name || say("picture"), close: () => dialog.remove() });
  const bar = el(
    "p",
    {},
    el("span", { class: "cut grow", dir: "auto" }, file.name),
    el(
      "button",
      {
        type: "button",
        class: "button",
        "data-size": "touch",
        "data-kind": "quiet",
        "aria-label": say("save", { name: file.name }),
        click: () => save(src, file),
      },
      icon("download", { large: true }),
    ),
    el(
      "button",
      { type: "button", class: "button", "data-size": "touch", "data-kind": "quiet", "aria-label": say("close-picture"), click: () => dialog.close() },
      icon("x", { large: true }),
    ),
  );
  dialog.append(bar, el("img", { src, alt: file.name || say("picture"), click: () => dialog.close() }));
  document.body.append(dialog);
  dialog.showModal();
}

function save(url, { name }) {
  const link = el("a", { href: url, download: name || "file", hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
}

function tile(file, problem) {
  const small = el("small", {}, problem ?? described(file));
  const fetchAndSave = async () => {
    button.setAttribute("aria-busy", "true");
    try {
      save(await urlOf(file), file);
      small.textContent = described(file);
    } catch {
      small.textContent = say("not-loaded");
    }
    button.removeAttribute("aria-busy");
  };
  const label = file.id ? say("save", { name: `${file.name}, ${described(file)}` }) : null;
  const button = el(
    file.id ? "button" : "span",
    { class: "file", type: file.id ? "button" : null, "aria-label": label, ...(file.id ? { click: fetchAndSave } : {}) },
    icon(drawing(file.type), { large: true }),
    el("span", { class: "grow" }, el("span", { class: "cut", dir: "auto" }, file.name || say("file")), small),
  );
  return button;
}

function player(file) {
  const wrapper = el("div", { class: "player" });
  const small = el("small", {}, described(file));
  const play = async () => {
    button.setAttribute("aria-busy", "true");
    try {
      const media = el("video", { src: await urlOf(file), controls: true, playsinline: true, "aria-label": file.name });
      wrapper.replaceChildren(media);
      void media.play().catch(() => {});
    } catch {
      button.removeAttribute("aria-busy");
      small.textContent = say("not-loaded");
    }
  };
  const button = el(
    "button",
    { type: "button", class: "file", "aria-label": say("play", { name: `${file.name}, ${described(file)}` }), click: play },
    icon("play", { large: true }),
    el("span", { class: "grow" }, el("span", { class: "cut", dir: "auto" }, file.name || say("file")), small),
  );
  wrapper.append(button);
  return wrapper;
}

function drawing(type) {
  if (type.startsWith("image/")) return "image";
  if (type.startsWith("video/")) return "video";
  return type.startsWith("audio/") ? "audio-lines" : "file-text";
}

/** "PDF, 61 kB". */
export function described({ name, type, size }) {
  const short = (/\.([a-z0-9]{1,5})$/i.exec(name)?.[1] ?? type.split("/")[1] ?? "").toUpperCase();
  return [short, size === null ? "" : sizeOf(size)].filter(Boolean).join(", ");
}

/** "61 kB", "2.4 MB". */
function sizeOf(bytes) {
  const round = (n) => new Intl.NumberFormat(locale, { maximumFractionDigits: n < 10 ? 1 : 0 }).format(n);
  return bytes < 999_500 ? `${round(Math.max(1, bytes / 1000))} kB` : `${round(bytes / 1_000_000)} MB`;
}
