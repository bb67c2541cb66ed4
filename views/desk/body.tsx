import type { ThreadMessage } from "../../src/desk/thread.ts";
import type { Attachment } from "../../src/files/attachments.ts";
import { say } from "../../src/texts/catalogue.ts";
import { usePage } from "../page.ts";
import { FileTile } from "../parts/file-tile.tsx";
import { Icon } from "../parts/icon.tsx";
import { Sound } from "../parts/sound.tsx";
import { Choice, ContactCards, OrderCard, PlaceCard } from "./cards.tsx";
import { factsIn, list } from "./facts.ts";
import { Rich } from "./rich.tsx";

/** What a message says, by its kind. */
export function Body({ message }: { message: ThreadMessage }) {
  const { t } = usePage();
  const { kind, text, attachments } = message;
  const data = factsIn(message.data);
  switch (kind) {
    case "location":
      return <PlaceCard place={data} />;
    case "contacts":
      return <ContactCards contacts={list(data["contacts"])} />;
    case "order":
      return <OrderCard order={data} text={text} />;
    case "interactive":
      return <Choice choice={data} text={text} />;
    case "unsupported":
      return <em class="quiet">{t("kind.unsupported")}</em>;
    default:
      return (
        <>
          {attachments.map((attachment) => (
            <File key={attachment.id} attachment={attachment} kind={kind} />
          ))}
          {attachments.length === 0 && (isVisible(text) ? <Rich text={text} mentions={message.mentions} /> : <em class="quiet">{t("said.empty")}</em>)}
          {attachments.length > 0 && text !== "" && (
            <p>
              <Rich text={text} />
            </p>
          )}
        </>
      );
  }
}

// Spaces and signs without a width only: whoever reads must know that nothing is missing.
const isVisible = (text: string) => /[^\p{White_Space}\p{Cc}\p{Cf}\p{Mn}\u115f\u1160\u2800\u3164]/u.test(text);

function File({ attachment, kind }: { attachment: Attachment; kind: string }) {
  const { t } = usePage();
  const { id, type, size, width, height, durationMs } = attachment;
  const href = `/attachments/${id}`;
  const name = attachment.name || t(`kind.${kind}` as "kind.image");
  if (attachment.fileId === null) return <NotHere name={name} problem={attachment.problem} />;
  if (type.startsWith("image/") && width !== null && height !== null) {
    return (
      <a class="media" href={href} target="_blank" rel="noopener" data-sticker={kind === "sticker" ? true : undefined}>
        <img src={href} alt={name} width={width} height={height} loading="lazy" />
      </a>
    );
  }
  // biome-ignore lint/a11y/useMediaCaption: what a customer recorded has no captions
  if (type.startsWith("video/")) return <video class="media" src={href} aria-label={name} controls preload="metadata" />;
  if (type.startsWith("audio/")) return <Sound src={href} name={name} durationMs={durationMs} />;
  return <FileTile href={href} name={name} type={type} size={size} />;
}

// The provider's file has not been downloaded yet, or never will be.
function NotHere({ name, problem }: { name: string; problem: string | null }) {
  const { language, t } = usePage();
  return (
    <span class="file" data-state={problem ? "bad" : "coming"}>
      <Icon name={problem ? "circle-alert" : "clock"} size="l" />
      <span class="grow">
        <span class="cut">{name}</span>
        <small>{problem ? say(language, problem) : t("said.file.coming")}</small>
      </span>
    </span>
  );
}
