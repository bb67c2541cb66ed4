import type { Media } from "../../src/desk/media.ts";
import type { MediaKind, MediaRow } from "../../src/desk/media-store.ts";
import type { Opened } from "../../src/desk/store.ts";
import { say } from "../../src/texts/catalogue.ts";
import { exactTime, fileSize, shortTime } from "../../src/texts/time.ts";
import { usePage } from "../page.ts";
import { Button, IconButton } from "../parts/button.tsx";
import { Empty } from "../parts/empty.tsx";
import { iconOf, shortType } from "../parts/file-tile.tsx";
import { Icon } from "../parts/icon.tsx";
import { customerName } from "./name.ts";

type Props = { conversation: Opened; media: Media };
type Asked = { kind: MediaKind | null; count?: number };

function pathOf(id: number, { kind, count }: Asked): string {
  const asked = new URLSearchParams({ ...(kind && { kind }), ...(count && { count: String(count) }) });
  return `/conversations/${id}/media${asked.size === 0 ? "" : `?${asked}`}`;
}

const swaps = (path: string) => ({ "hx-get": path, "hx-target": "#media-part", "hx-swap": "outerMorph" });

/** Every file of a conversation, by the customer and by us, the newest first (SPEC G4). */
export function MediaPart({ conversation, media }: Props) {
  const { t } = usePage();
  const { id } = conversation;
  const { rows, kinds, kind, count, more } = media;
  const all = kinds.reduce((sum, { n }) => sum + n, 0);
  return (
    <div class="part" id="media-part" data-source={pathOf(id, media)} data-topic={`conversation-${id}`}>
      {kinds.length > 1 && <Kinds id={id} kinds={kinds} kind={kind} all={all} />}
      {rows.length === 0 ? (
        <Empty title={t("media.empty")}>{t(kind === null ? "media.empty.help" : "media.none")}</Empty>
      ) : (
        <ul class="kept-files" aria-label={t("media.files")}>
          {rows.map((row) => (
            <FileRow key={row.id} row={row} customer={customerName(conversation, t)} />
          ))}
        </ul>
      )}
      {more && (
        <Button id="media-more" kind="quiet" {...swaps(pathOf(id, { kind, count: count * 2 }))}>
          {t("media.more")}
        </Button>
      )}
    </div>
  );
}

const KIND_ICONS = { image: "image", video: "video", audio: "audio-lines", document: "file-text" } as const;

function Kinds({ id, kinds, kind, all }: { id: number; kinds: Media["kinds"]; kind: MediaKind | null; all: number }) {
  const { t } = usePage();
  return (
    <div class="segments" role="group" aria-label={t("media.kinds")}>
      <button type="button" id="media-all" aria-pressed={kind === null} {...swaps(pathOf(id, { kind: null }))}>
        {t("media.all")} <span class="count">{all}</span>
      </button>
      {kinds.map(({ kind: one, n }) => (
        <button key={one} type="button" id={`media-${one}`} aria-pressed={kind === one} title={t(`media.kind.${one}`)} {...swaps(pathOf(id, { kind: one }))}>
          <Icon name={KIND_ICONS[one]} size="s" label={t(`media.kind.${one}`)} />
          <span class="count">{n}</span>
        </button>
      ))}
    </div>
  );
}

function FileRow({ row, customer }: { row: MediaRow; customer: string }) {
  const { language, zone, now, t } = usePage();
  const { id, messageId, messageKind, direction, agentName, sentAt, size, type, problem, fileId } = row;
  const name = row.name || t(`kind.${messageKind}` as "kind.image");
  const who = direction === "in" ? customer : (agentName ?? t("media.us"));
  const opens = /^(image|video|audio)\//.test(type) ? { target: "_blank", rel: "noopener" } : { download: name };
  const state = problem ? say(language, problem) : t("said.file.coming");
  const about = fileId === null ? [state] : [shortType(row.name, type), ...(size === null ? [] : [fileSize(language, size)])];
  return (
    <li id={`file-${id}`} data-from={direction === "in" ? "customer" : "us"}>
      <span class="thumb" aria-hidden="true">
        <Icon name={fileId === null ? (problem ? "circle-alert" : "clock") : iconOf(type)} size="l" />
        {fileId !== null && <Preview row={row} />}
      </span>
      <span class="grow">
        {fileId === null ? (
          <span class="cut">{name}</span>
        ) : (
          <a class="whole cut" href={`/attachments/${id}`} {...opens} dir="auto" title={name}>
            {name}
          </a>
        )}
        <small class="cut">
          <b>{t(direction === "in" ? "media.from-customer" : "media.from-us")}</b> <bdi>{who}</bdi>
        </small>
        <small class="cut" title={exactTime(language, zone, sentAt)}>
          {[shortTime(language, zone, sentAt, now), ...about].join(" · ")}
        </small>
      </span>
      <IconButton icon="message-circle" label={t("media.to-message")} data-to-message={messageId} />
    </li>
  );
}

// Over the drawing of its kind, which stays where it cannot be shown.
function Preview({ row: { id, kind, width } }: { row: MediaRow }) {
  if (kind === "image" && width !== null) return <img src={`/attachments/${id}/thumbnail`} alt="" width={56} height={56} loading="lazy" />;
  if (kind === "video") return <video src={`/attachments/${id}#t=0.1`} width={56} height={56} preload="metadata" muted />;
  return null;
}
