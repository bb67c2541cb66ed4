// The marks that the staff's desk shows too (*bold*, _italic_, ~struck~) and addresses, as elements; everything else stays text.
import { el } from "./dom.js";

const between = (mark) => String.raw`[^\s${mark}](?:[^${mark}\n]*[^\s${mark}])?`;
const MARKED = String.raw`(?<![\p{L}\p{N}])(?:\*(?<strong>${between("*")})\*|_(?<em>${between("_")})_|~(?<s>${between("~")})~)(?![\p{L}\p{N}])`;
const MARKS = new RegExp(String.raw`${MARKED}|(?<url>https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]'])`, "gu");
/** Longer texts are pasted: they are shown without marks, and cut until somebody wants the whole. */
const RICH_MAX = 20_000;
const CUT_MAX = 3_000;

/** A text of a person as an element. `more` are the words of the button that shows all of a long one. */
export function rich(text, more) {
  const span = el("span", { class: "words", dir: "auto" });
  if (text.length > CUT_MAX) return cut(span, text, more);
  fill(span, text);
  return span;
}

function cut(span, text, more) {
  const whole = () => {
    span.replaceChildren();
    fill(span, text);
  };
  fill(span, text.slice(0, CUT_MAX).replace(/[\uD800-\uDBFF]$/, ""));
  span.append("… ", el("button", { type: "button", class: "more", click: whole }, more));
  return span;
}

function fill(span, text) {
  if (text.length > RICH_MAX) return span.append(text);
  let at = 0;
  for (const match of text.matchAll(MARKS)) {
    span.append(text.slice(at, match.index), marked(match.groups));
    at = match.index + match[0].length;
  }
  span.append(text.slice(at));
}

function marked({ url, ...marks }) {
  if (url) return el("a", { href: url, target: "_blank", rel: "noopener noreferrer nofollow" }, url);
  const [name, words] = Object.entries(marks).find(([, words]) => words !== undefined);
  return el(name, {}, words);
}
