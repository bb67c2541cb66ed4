import { fileSize } from "../../src/texts/time.ts";
import { usePage } from "../page.ts";
import { Icon } from "./icon.tsx";

type FileProps = { href: string; name: string; type: string; size: number | null };

/** A file to open or keep: drawing, name, kind and size. */
export function FileTile({ href, name, type, size }: FileProps) {
  const { language } = usePage();
  return (
    <a class="file" href={href} download={name}>
      <Icon name={iconOf(type)} size="l" />
      <span class="grow">
        <span class="cut">{name}</span>
        <small>{[shortType(name, type), size === null ? null : fileSize(language, size)].filter(Boolean).join(", ")}</small>
      </span>
    </a>
  );
}

/** The drawing of a kind of file. */
export function iconOf(type: string): string {
  if (type.startsWith("image/")) return "image";
  if (type.startsWith("video/")) return "video";
  return type.startsWith("audio/") ? "audio-lines" : "file-text";
}

/** "PDF": what people call a kind of file. */
export function shortType(name: string, type: string): string {
  return (/\.([a-z0-9]{1,5})$/i.exec(name)?.[1] ?? type.split("/")[1] ?? type).toUpperCase();
}
