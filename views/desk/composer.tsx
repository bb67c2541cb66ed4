import type { ComponentChildren } from "preact";
import type { ChoiceLimits, Limits, Marks } from "../../src/channels/channel.ts";
import type { Draft } from "../../src/conversations/draft-store.ts";
import type { Opened } from "../../src/desk/store.ts";
import { LocationButton } from "../locations/button.tsx";
import { usePage } from "../page.ts";
import { Button, IconButton } from "../parts/button.tsx";
import { ChoicesButton, ChoicesEditor } from "../parts/choices-editor.tsx";
import { Icon } from "../parts/icon.tsx";
import { QuoteChooser } from "../quotes/chooser.tsx";
import { ShortcodeChooser } from "../shortcodes/chooser.tsx";
import { Dictation } from "./dictation.tsx";
import { EmojiChooser } from "./emojis.tsx";
import { LaterButton } from "./later.tsx";
import { LinkDialog } from "./link.tsx";
import { ColleagueChooser } from "./mentions.tsx";
import { customerName } from "./name.ts";
import { SendingTemplate, TileTemplate } from "./sending.tsx";
import { acceptOf, TakesTip } from "./takes.tsx";
import { VoiceBar, VoiceButton } from "./voice.tsx";
import { Window } from "./window.tsx";

/** What a channel takes, what may be written at once, and whether it may be dictated. */
export type Takes = { limits: Limits; choices: ChoiceLimits | null; marks: Marks | null; textMax: number; filesMax: number; dictation: boolean };
type Props = { conversation: Opened; mine: boolean; takes: Takes; windowEndsAt: number | null; draft: Draft; signature: string };

const PRIMARY = { kind: "primary" } as const;

/**
 * Where the agent writes: an answer or a private note. What the channel takes stands on it, for the page to check before it
 * sends (static/js/desk/composer.js).
 */
export function Composer(props: Props) {
  const { now, t } = usePage();
  const { conversation, mine, takes, windowEndsAt, signature } = props;
  const name = customerName(conversation, t);
  const canReply = mine && (windowEndsAt === null || windowEndsAt > now);
  return (
    <>
      <div class="chooser-place">
        <ShortcodeChooser />
        <EmojiChooser />
        <ColleagueChooser />
        <QuoteChooser />
      </div>
      <Form {...props} canReply={canReply}>
        <header>
          <Modes canReply={canReply} />
          {mine && windowEndsAt !== null && <Window endsAt={windowEndsAt} name={name} />}
        </header>
        <Box canReply={canReply} name={name} />
        {takes.choices && (
          <div data-reply-only hidden={!canReply}>
            <ChoicesEditor limits={takes.choices} />
          </div>
        )}
        <ul class="beside tray" data-tray hidden />
        <p class="beside" role="status" data-parts data-text={t("composer.parts", { n: "{n}" })} hidden />
        <p class="wrong" role="alert" data-wrong hidden />
        <OtherDraft />
        {canReply && takes.limits.voice && <VoiceBar limit={takes.limits.voice} conversation={conversation} name={name} />}
        <footer>
          <Tools conversation={conversation} takes={takes} signature={signature} canReply={canReply} />
          <span class="end">
            {mine && <LaterButton conversationId={conversation.id} />}
            <Button {...(canReply ? PRIMARY : {})} type="submit" shortcut="↵" data-send={t("composer.send")} data-add-note={t("composer.add-note")}>
              {canReply ? t("composer.send") : t("composer.add-note")}
            </Button>
          </span>
        </footer>
        <p class="drop" aria-hidden="true">
          {t("composer.drop")}
        </p>
        <SendingTemplate />
        <TileTemplate channelName={conversation.channelName} />
      </Form>
      <LinkDialog />
    </>
  );
}

function Form({ conversation, takes, windowEndsAt, draft, canReply, children }: Props & { canReply: boolean; children: ComponentChildren }) {
  const { t } = usePage();
  const { limits, textMax, filesMax } = takes;
  return (
    <form
      class="composer"
      id="composer"
      aria-label={t("composer.label", { name: customerName(conversation, t) })}
      data-conversation={conversation.id}
      data-can-reply={canReply ? true : undefined}
      data-draft={JSON.stringify(draft)}
      data-window-ends={windowEndsAt ?? undefined}
      data-text-max={textMax}
      data-part-max={limits.textMax}
      data-caption-max={limits.captionMax}
      data-files-max={filesMax}
      data-takes={JSON.stringify(limits.files)}
      data-too-many={t("reply.too-many-files")}
      data-too-long={t("composer.too-long", { n: "{n}" })}
    >
      {children}
    </form>
  );
}

/** What another window of the same agent wrote meanwhile, beside what stands in the box: one of them is chosen. */
function OtherDraft() {
  const { t } = usePage();
  return (
    <section class="other-draft" role="alert" data-other-draft hidden>
      <b>{t("composer.other-draft")}</b>
      <p class="words" dir="auto" data-other-text />
      <span class="actions">
        <Button data-go-on-with="other">{t("composer.other-draft.take")}</Button>
        <Button data-go-on-with="own">{t("composer.other-draft.keep")}</Button>
      </span>
    </section>
  );
}

function Modes({ canReply }: { canReply: boolean }) {
  const { t } = usePage();
  return (
    <div class="segments" role="group" aria-label={t("composer.mode")}>
      <button type="button" data-mode="reply" aria-pressed={canReply ? "true" : "false"} disabled={!canReply} title={`${t("keys.reply")} (R)`}>
        {t("composer.reply")}
      </button>
      <button type="button" data-mode="note" aria-pressed={canReply ? "false" : "true"} title={`${t("keys.note")} (N)`}>
        <Icon name="lock" size="s" />
        {t("composer.note")}
      </button>
    </div>
  );
}

function Box({ canReply, name }: { canReply: boolean; name: string }) {
  const { t } = usePage();
  const [reply, note] = [t("composer.placeholder", { name }), t("composer.placeholder.note")];
  return (
    <textarea
      rows={2}
      name="text"
      dir="auto"
      aria-label={t("composer.message")}
      data-reply-placeholder={reply}
      data-note-placeholder={note}
      placeholder={canReply ? reply : note}
    />
  );
}

type ToolProps = Pick<Props, "conversation" | "takes" | "signature"> & { canReply: boolean };

function Tools({ conversation, takes: { limits, choices, marks, dictation }, signature, canReply }: ToolProps) {
  const { person, t } = usePage();
  const { id, channelName, language } = conversation;
  const takesPdf = limits.files.some(({ types }) => types.includes("*/*") || types.includes("application/pdf"));
  return (
    <span class="tools">
      {limits.files.length > 0 && (
        <span class="with-tip" data-reply-only>
          <IconButton icon="paperclip" label={t("composer.attach")} data-attach aria-describedby="takes" />
          <input type="file" hidden multiple accept={acceptOf(limits)} data-file-input />
          <TakesTip limits={limits} channelName={channelName} />
        </span>
      )}
      {takesPdf && person?.may("customers.view") && (
        <IconButton icon="receipt-text" label={t("quotes.attach")} data-quotes data-reply-only aria-haspopup="dialog" />
      )}
      {limits.voice && canReply && (
        <span data-reply-only>
          <VoiceButton />
        </span>
      )}
      <IconButton icon="smile" label={t("composer.emoji")} data-emojis aria-haspopup="dialog" />
      <IconButton icon="slash-square" label={t("composer.shortcode")} data-shortcodes aria-haspopup="dialog" />
      <IconButton icon="at-sign" label={t("composer.mention")} data-colleagues aria-haspopup="dialog" data-note-only hidden={canReply} />
      {dictation && <Dictation customers={language} />}
      <span class="tools" data-reply-only>
        <i class="rule" />
        {marks && <IconButton icon="bold" label={t("composer.bold")} data-wrap={marks.bold} />}
        {marks && <IconButton icon="italic" label={t("composer.italic")} data-wrap={marks.italic} />}
        <IconButton icon="link" label={t("composer.link")} data-link />
        <LocationButton conversationId={id} />
        {choices && <ChoicesButton icon />}
        {signature !== "" && <IconButton icon="pen-line" label={t("composer.signature")} data-signature={signature} />}
      </span>
    </span>
  );
}
