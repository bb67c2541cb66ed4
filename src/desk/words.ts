/** More is not searched for. */
export const WORDS_MAX = 100;

/** Letters that are written with and without their marks. */
const KIN = ["aàáâäãå", "cç", "eèéêë", "iìíîï", "nñ", "oòóôöõ", "uùúûü"];

/**
 * What somebody typed, as patterns of SQLite's GLOB: `words` finds it anywhere in a text, whatever its case and marks; `digits` finds it
 * as a part of a number, however that was written. Null for what it is not, both for nothing.
 */
export function patternsOf(typed: string): { words: string | null; digits: string | null } {
  const words = typed.slice(0, WORDS_MAX).trim();
  const number = words.replaceAll(/[\s()+./-]/g, "");
  return {
    words: words === "" ? null : `*${[...words].map(letter).join("")}*`,
    digits: /^\d+$/.test(number) ? `*${number}*` : null,
  };
}

function letter(sign: string): string {
  const plain = sign.toLowerCase();
  const either = [...(KIN.find((kin) => kin[0] === plain) ?? plain)].flatMap((one) => [one, one.toUpperCase()]);
  const signs = [...new Set(either)].filter((one) => [...one].length === 1);
  return signs.length > 1 || "*?[".includes(sign) ? `[${signs.join("")}]` : sign;
}
