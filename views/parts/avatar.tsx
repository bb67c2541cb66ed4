import type { ComponentChildren } from "preact";

const TINTS = 6;

/** The first letters of the first and last word; of a number its first three signs. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = words[0] ?? "";
  if (/^[+\d]/.test(first)) return [...first].slice(0, 3).join("");
  const last = words.length > 1 ? (words.at(-1) ?? "") : "";
  return ([...first].slice(0, 1).join("") + [...last].slice(0, 1).join("")).toUpperCase();
}

type AvatarProps = { name: string; id?: number; size?: "s" | "l"; children?: ComponentChildren };

/** A round with initials. With an id it has that person's tint, so as not to answer the wrong one. */
export function Avatar({ name, id, size, children }: AvatarProps) {
  return (
    <span class="avatar" data-person={id === undefined ? undefined : (id % TINTS) + 1} data-size={size}>
      <span aria-hidden="true">{initials(name)}</span>
      {children}
    </span>
  );
}
