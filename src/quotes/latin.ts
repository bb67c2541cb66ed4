// The standard fonts of a PDF (ISO 32000-1, 9.6.2.2) have the letters of western Europe. Others are written with those, as far as there is a way.

const pairs = (from: string, to: string): [string, string][] => {
  const sounds = to.split(" ");
  return [...from].map((letter, n) => [letter, sounds[n] ?? ""]);
};

/** Letters that are no western one with a mark: the rest of Latin, Cyrillic (ISO 9 without marks, as passports are written), Greek (ISO 843). */
const SOUNDS = new Map<string, string>([
  ...pairs("łđħŧıŋəȷ−‑⁄", "l d h t i n e j - - /"),
  ...pairs("абвгґдеєжзиіклмнопрстуфхцчшщъыьэюяђјљњћџѕ", "a b v g g d e ie zh z i i k l m n o p r s t u f kh ts ch sh shch  y  e iu ia dj j lj nj c dz dz"),
  ...pairs("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f ch ps o"),
]);
/** Stands for what cannot be written. */
const REPLACEMENT = "?";
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Mn}\p{Me}]/gu;
const signs = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Whether a font with these letters can write a text as it is. */
export const fits = (text: string, letters: ReadonlySet<string>): boolean => [...text].every((letter) => letters.has(letter));

/** A text in the letters of a font: marks are dropped, other alphabets written as they sound, and one sign stands for each that is left. */
export function inLetters(text: string, letters: ReadonlySet<string>): string {
  const plain = text.normalize("NFC").replaceAll("\r\n", "\n").replaceAll("\t", "    ");
  const lines = plain
    .split("\n")
    .map((line) => (fits(line, letters) ? line : [...signs.segment(line)].map(({ segment }) => written(segment, letters)).join("")));
  return lines.join("\n");
}

function written(sign: string, letters: ReadonlySet<string>): string {
  if (fits(sign, letters)) return sign;
  if (/^\s+$/u.test(sign)) return " ";
  // With its marks taken off, and as the plain one where it is a form of another (NFKD).
  const plain = sign.normalize("NFKD").replace(INVISIBLE, "");
  if (plain === "") return "";
  return fits(plain, letters) ? plain : (soundsOf(plain, letters) ?? REPLACEMENT);
}

function soundsOf(plain: string, letters: ReadonlySet<string>): string | null {
  const sounds = [...plain].map((letter) => {
    if (letters.has(letter)) return letter;
    const sound = SOUNDS.get(letter.toLowerCase());
    return letter === letter.toLowerCase() || sound === undefined ? sound : sound.slice(0, 1).toUpperCase() + sound.slice(1);
  });
  return sounds.includes(undefined) ? null : sounds.join("");
}
