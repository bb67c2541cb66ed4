import type { Heard, Line } from "../customer.ts";
import { type FindMedia, hasFile, mediaId } from "../media/media.ts";
import type { Said } from "../stories/story.ts";
import type { Page } from "./page.ts";
import { typed } from "./site.ts";

type World = {
  readonly page: Page;
  readonly media: FindMedia;
  /** A name for something this page sends: 22 letters. */
  clientId(): string;
  hear(heard: Heard): void;
  failed(error: unknown): void;
};

/** Somebody before the shop's page: what they do goes out in turn, what they are told they hear once. */
export function webchatLine({ page, media, clientId, hear, failed }: World): Line {
  const heard = new Set<number>();
  let after: number | null = null;
  let stream: AbortController | null = null;
  let [got, read] = [0, 0];
  let last: Promise<unknown> = Promise.resolve();

  const inTurn = (work: () => Promise<unknown>) => {
    last = last.then(work).catch(failed);
  };
  const say = async (said: Said) => {
    const uploads = hasFile(said) ? await putUp(said) : [];
    if (uploads.length === 0 && typed(said) === "") return;
    await page.write({ clientId: clientId(), text: typed(said), uploads });
    listen();
  };
  const putUp = async (said: Parameters<typeof mediaId>[0]): Promise<string[]> => {
    const file = await media(mediaId(said));
    if (!file) return [];
    const id = clientId();
    await page.putUp(id, file, said.what === "document" ? said.name : file.name);
    return [id];
  };

  // What was there before the page was opened, and has been read, is not news.
  const look = async () => {
    const isFirst = after === null;
    const { messages, seen, state } = await page.messages(after);
    after = seen;
    for (const { id, from, text, read: isRead } of messages) {
      if (from !== "us" || heard.has(id)) continue;
      heard.add(id);
      if (!isFirst || !isRead) hear({ id: String(id), text });
    }
    if (state === "closed") leave();
  };
  const listen = () => {
    if (stream) return;
    const mine = new AbortController();
    stream = mine;
    page
      .follow(() => inTurn(look), mine.signal)
      .catch((error) => mine.signal.aborted || failed(error))
      .finally(() => {
        if (stream === mine) stream = null;
      });
  };
  const leave = () => {
    stream?.abort();
    stream = null;
  };
  const see = (id: string, isRead: boolean) => {
    got = Math.max(got, Number(id));
    if (isRead) read = Math.max(read, Number(id));
    inTurn(() => page.seen({ got, read }));
  };

  return {
    say: (said) => inTurn(() => say(said)),
    react: (emoji) => inTurn(() => say({ what: "text", text: emoji })),
    got: (id) => see(id, false),
    read: (id) => see(id, true),
    listen,
    leave,
  };
}
