// Where the visitor writes.
import { byId } from "./dom.js";
import { chat, say } from "./given.js";
import { openTray } from "./tray.js";
import { kept } from "./visitor.js";

/** Within this many letters of the limit it is shown. */
const NEAR_LIMIT = 500;

/** `send` is called with a text and the files that are to go with it, `writes` at every change of the text. */
export function openComposer({ send, writes }) {
  const form = byId("ask");
  const field = byId("message");
  const button = byId("send");
  const picker = byId("picker");
  const note = byId("note");

  const say_ = (sentence) => {
    note.textContent = sentence ?? "";
    note.hidden = !sentence;
  };
  const look = () => {
    const over = field.value.length - chat.textMax;
    button.disabled = (field.value.trim() === "" && tray.isEmpty()) || over > 0;
    if (over > 0) say_(say("text-too-long", { max: chat.textMax.toLocaleString() }));
    else if (over > -NEAR_LIMIT && chat.textMax > NEAR_LIMIT * 2) say_(`${field.value.length} / ${chat.textMax}`);
    else say_(null);
  };
  const tray = openTray({ problem: say_, changed: look });

  const submit = () => {
    if (button.disabled) return;
    const text = field.value.trim();
    const files = tray.empty();
    field.value = "";
    kept.remove("draft");
    look();
    grow(field);
    field.focus();
    send(text, files);
  };
  const keepDraft = () => {
    if (field.value) kept.set("draft", field.value);
    else kept.remove("draft");
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  sendOnEnter(field, submit);
  field.addEventListener("input", () => {
    look();
    grow(field);
    keepDraft();
    if (field.value.trim() !== "") writes();
  });
  field.addEventListener("paste", ({ clipboardData }) => clipboardData?.files.length && tray.take(clipboardData.files));
  byId("attach").addEventListener("click", () => picker.click());
  picker.addEventListener("change", () => {
    tray.take(picker.files);
    picker.value = "";
    field.focus();
  });
  dropped(tray.take);

  field.value = kept.get("draft") ?? "";
  look();
  grow(field);
  return {
    focus: () => field.focus(),
    note: say_,
    /** The channel takes nothing any more. */
    shut: () => {
      for (const control of form.elements) control.disabled = true;
      say_(say("is-closed"));
    },
  };
}

// As high as its lines, where the browser does not see to it (field-sizing).
function grow(field) {
  if (CSS.supports("field-sizing", "content")) return;
  field.style.blockSize = "auto";
  field.style.blockSize = `${field.scrollHeight + 2}px`;
}

// On a phone the key beside the letters makes a line, and the arrow sends.
function sendOnEnter(field, submit) {
  const phone = matchMedia("(pointer: coarse)");
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || phone.matches) return;
    event.preventDefault();
    submit();
  });
}

// Files that are dragged over the page and let go.
function dropped(take) {
  const chat_ = byId("chat");
  const isFiles = ({ dataTransfer }) => dataTransfer?.types.includes("Files");
  let depth = 0;
  const over = (by) => {
    depth = Math.max(0, depth + by);
    chat_.toggleAttribute("data-drop", depth > 0);
  };
  addEventListener("dragenter", (event) => isFiles(event) && over(1));
  addEventListener("dragleave", (event) => isFiles(event) && over(-1));
  addEventListener("dragover", (event) => isFiles(event) && event.preventDefault());
  addEventListener("drop", (event) => {
    if (!isFiles(event)) return;
    event.preventDefault();
    depth = 0;
    over(0);
    take(event.dataTransfer.files);
  });
}
