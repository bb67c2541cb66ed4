import type { Limits } from "../../src/channels/channel.ts";
import type { Language } from "../../src/texts/catalogue.ts";
import { fileSize } from "../../src/texts/time.ts";
import { usePage } from "../page.ts";

const MEBIBYTE = 1024 * 1024;
const OFFICE: readonly (readonly [RegExp, string])[] = [
  [/pdf$/, "PDF"],
  [/word/, "Word"],
  [/excel|spreadsheet/, "Excel"],
  [/powerpoint|presentation/, "PowerPoint"],
  [/^text\/plain$/, "TXT"],
  [/^audio\/mpeg$/, "MP3"],
  [/^audio\/mp4$/, "M4A"],
  [/^video\/3gpp$/, "3GP"],
];

/** "5 MB": providers count in powers of two and say so in round numbers. */
export function limitSize(language: Language, bytes: number): string {
  return fileSize(language, bytes >= MEBIBYTE ? Math.floor(bytes / MEBIBYTE) * 1_000_000 : bytes);
}

/** What the channel takes, to be read before a file is chosen (SPEC D2). */
export function TakesTip({ limits, channelName }: { limits: Limits; channelName: string }) {
  const { language, t } = usePage();
  return (
    <span class="tip" id="takes" role="tooltip">
      <b>{t("composer.takes", { channel: channelName })}</b>
      {limits.files.map(({ kind, types, bytesMax }) => (
        <span key={kind}>
          {t("composer.takes.kind", { kind: t(`kind.${kind}`), size: limitSize(language, bytesMax) })}
          <small>{typeNames(types, t("composer.any-type"))}</small>
        </span>
      ))}
    </span>
  );
}

function typeNames(types: readonly string[], any: string): string {
  const names = types.map((type) => (type === "*/*" ? any : (OFFICE.find(([known]) => known.test(type))?.[1] ?? (type.split("/")[1] ?? type).toUpperCase())));
  return [...new Set(names)].join(", ");
}

/** For the window in which a file is chosen. Texts of any kind are stored as plain ones. */
export function acceptOf({ files }: Limits): string | undefined {
  const types = files.flatMap((file) => file.types);
  if (types.includes("*/*")) return undefined;
  return [...types, ...(types.includes("text/plain") ? ["text/*"] : [])].join(",");
}
