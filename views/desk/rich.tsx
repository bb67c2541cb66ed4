import type { ComponentChild } from "preact";
import type { Mentioned } from "../../src/mentions/store.ts";
import { mentionOf } from "../../src/texts/mentioned.ts";
import { usePage } from "../page.ts";

// A channel's own marks (WhatsApp: *bold*, _italic_, ~struck~, ```code```) and addresses, as elements; everything else stays text.
const between = (mark: string) => String.raw`[^\s${mark}](?:[^${mark}\n]*[^\s${mark}])?`;
const MARKED = String.raw`\*(?<bold>${between("*")})\*|_(?<italic>${between("_")})_|~(?<struck>${between("~")})~`;
const CODE = "```(?<code>[^`]+)```";
const URL_TEXT = String.raw`(?<url>https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]'*_~])`;
const MARKS = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${MARKED}|${CODE})(?![\p{L}\p{N}])|${URL_TEXT}`, "gu");

/** Longer texts are shown without marks: they are pasted, and searching them for marks would cost. */
const RICH_MAX = 20_000;
/** Longer or higher ones are shown in part, until somebody wants the whole (static/js/desk/thread.js). */
const SHOWN_MAX = 3_000;
const LINES_MAX = 40;

/** What somebody wrote, with its marks; in a note, those whom it names. */
export function Rich({ text, mentions = [] }: { text: string; mentions?: readonly Mentioned[] }) {
  const { person, t } = usePage();
  const long = text.length > SHOWN_MAX || text.split("\n", LINES_MAX + 1).length > LINES_MAX;
  return (
    <>
      <span class="words" dir="auto" data-long={long ? true : undefined}>
        {text.length > RICH_MAX ? text : mentions.length > 0 ? named(text, mentions, person?.id) : marked(text)}
      </span>
      {long && (
        <button class="link" type="button" data-show-all>
          {t("said.show-all")}
        </button>
      )}
    </>
  );
}

function marked(text: string): ComponentChild[] {
  const parts: ComponentChild[] = [];
  let at = 0;
  for (const match of text.matchAll(MARKS)) {
    parts.push(text.slice(at, match.index), markIn(match.groups ?? {}));
    at = match.index + match[0].length;
  }
  return [...parts, text.slice(at)];
}

// Between the names the text has its marks.
function named(text: string, mentions: readonly Mentioned[], me: number | undefined): ComponentChild[] {
  const names = mentions.flatMap(({ name, username }) => [name, username]);
  const isMe = (name: string) => mentions.some((one) => one.userId === me && [one.name, one.username].some((own) => own.toLowerCase() === name.toLowerCase()));
  const parts = text.split(new RegExp(mentionOf(names), "giu"));
  return parts.map((part, at) =>
    at % 2 === 0 ? (
      marked(part)
    ) : (
      <mark class="mention" data-me={isMe(part) ? true : undefined}>
        @{part}
      </mark>
    ),
  );
}

// Marks may stand in each other, not in themselves: so this ends.
function markIn({ bold, italic, struck, code, url }: Record<string, string | undefined>): ComponentChild {
  if (bold) return <strong>{marked(bold)}</strong>;
  if (italic) return <em>{marked(italic)}</em>;
  if (struck) return <s>{marked(struck)}</s>;
  if (code) return <code>{code}</code>;
  return (
    <a href={url ?? ""} target="_blank" rel="noopener noreferrer nofollow">
      {url}
    </a>
  );
}
