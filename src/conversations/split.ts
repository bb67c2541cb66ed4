/**
 * Cuts a text into messages of at most `max` letters, in order: at a blank line, a line, a word, and only then
 * inside a word; never inside a letter that takes two code units.
 */
export function splitText(text: string, max: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > max) {
    const at = cutOf(rest, max);
    parts.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  return rest === "" ? parts : [...parts, rest];
}

function cutOf(text: string, max: number): number {
  const window = text.slice(0, max);
  for (const boundary of ["\n\n", "\n", " "]) {
    const at = window.lastIndexOf(boundary);
    if (at > max / 2) return at + boundary.length;
  }
  const splitsPair = /[\uD800-\uDBFF]$/.test(window);
  return splitsPair ? max - 1 : max;
}
