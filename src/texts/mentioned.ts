/**
 * How colleagues are named in a note: "@Ben Hughes" or "@ben", not in the middle of a word or an address. A pattern (flags "giu") whose first
 * group is the name; of names of which one begins another, the longer one counts.
 */
export function mentionOf(names: readonly string[]): string {
  const longestFirst = [...names].sort((a, b) => b.length - a.length).map((name) => name.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  return String.raw`(?<![\p{L}\p{N}_@.])@(${longestFirst.join("|")})(?![\p{L}\p{N}_])`;
}
