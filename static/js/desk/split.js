// How the server will cut a long text: the same steps as src/conversations/split.ts, which decides; a test holds the two together.

/** The messages that a text becomes, each of at most `max` letters. */
export function splitText(text, max) {
  const parts = [];
  let rest = text;
  while (rest.length > max) {
    const at = cutOf(rest, max);
    parts.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  return rest === "" ? parts : [...parts, rest];
}

function cutOf(text, max) {
  const part = text.slice(0, max);
  for (const boundary of ["\n\n", "\n", " "]) {
    const at = part.lastIndexOf(boundary);
    if (at > max / 2) return at + boundary.length;
  }
  return /[\uD800-\uDBFF]$/.test(part) ? max - 1 : max;
}

/** How many messages a text and files of these kinds become. One file takes a short text along as its caption. */
export function messagesFrom(text, kinds, { textMax, captionMax }) {
  const plain = text.trim();
  const takesCaption = kinds.length === 1 && plain.length <= captionMax && kinds[0] !== "audio" && kinds[0] !== "voice";
  return takesCaption ? 1 : splitText(plain, textMax).length + kinds.length;
}
