import type { FieldReader } from "../http/fields.ts";
import type { ChannelKind, Setting, Settings } from "./channel.ts";

export const SETTING_LENGTH_MAX = 2_000;
export const LINES_LENGTH_MAX = 20_000;

/** What is wanted of a channel's settings, by key. What is not named stays; null or "" takes away. */
export type WantedSettings = Readonly<Record<string, string | null>>;

/** Where a setting's problem is shown: the field of a form, the attribute of a file. */
export const fieldOf = (key: string) => `settings.${key}`;

/** The defaults of a kind, where nothing else is set. */
export const defaultsOf = (kind: ChannelKind): Settings =>
  Object.fromEntries(kind.settings.flatMap(({ key, default: value }) => (value === undefined ? [] : [[key, value]])));

/**
 * What is wanted, brought over what is set: unknown keys, wrong forms and missing required ones are noted
 * as `settings.<key>`. The answer holds defaults too.
 */
export function mergeSettings(kind: ChannelKind, set: Settings, wanted: WantedSettings, { wrong }: Pick<FieldReader, "wrong">): Settings {
  const known = new Map(kind.settings.map((setting) => [setting.key, setting]));
  const merged: Record<string, string> = { ...set };
  for (const [key, value] of Object.entries(wanted)) {
    const setting = known.get(key);
    if (!setting) {
      wrong(fieldOf(key), "setting.unknown", { known: [...known.keys()].join(", ") });
      continue;
    }
    const tidy = tidied(setting, value ?? "");
    if (tidy === "") delete merged[key];
    else merged[key] = tidy;
    const problem = problemOf(setting, tidy);
    if (problem) wrong(fieldOf(key), problem.key, problem.facts);
  }
  for (const { key, required, default: initial } of kind.settings) if (required && initial === undefined && !merged[key]) wrong(fieldOf(key), "field.required");
  return { ...defaultsOf(kind), ...merged };
}

function tidied({ kind }: Setting, value: string): string {
  if (kind !== "lines") return value.trim();
  return value
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
    .join("\n");
}

function problemOf({ kind = "text", check }: Setting, value: string): { key: string; facts?: { max: number } } | null {
  const max = kind === "lines" ? LINES_LENGTH_MAX : SETTING_LENGTH_MAX;
  if (value.length > max) return { key: "field.too-long", facts: { max } };
  if (value === "") return null;
  if (kind === "url" && !isWebAddress(value)) return { key: "field.url" };
  if (kind === "number" && !/^\d{1,9}$/.test(value)) return { key: "setting.number" };
  if (kind === "color" && !/^#[0-9a-f]{6}$/i.test(value)) return { key: "field.color" };
  const wrong = check?.(value) ?? null;
  return wrong === null ? null : { key: wrong };
}

function isWebAddress(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && /^https?:$/.test(url.protocol) && url.username === "";
}
