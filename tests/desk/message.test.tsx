import { describe, expect, test } from "bun:test";
import type { ThreadMessage } from "../../src/desk/thread.ts";
import { MessageItem } from "../../views/desk/message.tsx";
import { markup } from "../../views/render.tsx";
import { samplePage } from "../views/sample.tsx";

const NOON = Date.UTC(2026, 10, 18, 11);
const message = (changes: Partial<ThreadMessage>): ThreadMessage => ({
  id: 7,
  conversationId: 3,
  channelId: "wa",
  position: NOON,
  direction: "in",
  kind: "text",
  text: "",
  data: null,
  status: "received",
  authorType: "customer",
  authorId: 1,
  clientId: null,
  providerId: "wamid.7",
  round: 0,
  replyTo: null,
  sentAt: NOON,
  receivedAt: NOON,
  deliveredAt: null,
  readAt: null,
  readBy: null,
  revokedAt: null,
  error: null,
  changedBy: 1,
  agentName: null,
  readByName: null,
  quotedId: null,
  quotedText: null,
  quotedKind: null,
  attachments: [],
  mentions: [],
  reactions: [],
  joined: false,
  reason: null,
  offered: null,
  ...changes,
});
const write = (changes: Partial<ThreadMessage>, canWrite = true) => markup(samplePage(), <MessageItem message={message(changes)} canWrite={canWrite} />);
/** What somebody reads. */
const read = (changes: Partial<ThreadMessage>) =>
  write(changes)
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
const data = (value: unknown) => JSON.stringify(value);

describe("a message of every kind", () => {
  test("is shown by what it is", () => {
    expect(read({ kind: "location", data: data({ latitude: 45.4642, longitude: 9.19, name: "Duomo" }) })).toBe("Duomo 45.46420, 9.19000 Open the map 12:00");
    const contacts = [{ name: { formatted_name: "Luisa Verdi" }, phones: [{ phone: "+39 02 1" }], org: { company: "Verdi" } }];
    expect(read({ kind: "contacts", data: data({ contacts }) })).toBe("Luisa Verdi Verdi +39 02 1 12:00");
    const offered = {
      kind: "buttons",
      open: "",
      options: [
        { title: "Yes", description: "" },
        { title: "No", description: "" },
      ],
      chosen: [2],
    } as const;
    const asked = write({ direction: "out", text: "Is it right?", offered: { ...offered, chosen: [2] } });
    expect(asked).toMatch(/aria-label="Reply buttons">.*Yes.*<li data-chosen="true">.*aria-label="chosen".*No/);
    const order = { product_items: [{ product_retailer_id: "LAMP", quantity: 2, item_price: 39.9, currency: "EUR" }] };
    expect(read({ kind: "order", text: "for Saturday", data: data(order) })).toBe("Order, 1 item 2 × LAMP 39.9 EUR for Saturday 12:00");
    expect(read({ kind: "interactive", text: "Pick up", data: data({ type: "list_reply", description: "Via Savona" }) })).toBe("Pick up Via Savona 12:00");
    expect(read({ kind: "interactive", data: data({ type: "nfm_reply", response: { size: "L", flow_token: "x" } }) })).toBe("Answer size: L 12:00");
    expect(read({ kind: "button", text: "Yes", data: data({ payload: "y" }) })).toBe("Yes 12:00");
    expect(read({ kind: "unsupported", data: data({ payload: { type: "mystery" } }) })).toBe("Unsupported message 12:00");
    expect(read({ direction: "system", text: "line.whatsapp.new-number" })).toBe("The customer has a new number 12:00");
  });

  test("breaks nothing, whatever a provider puts where we expect something else", () => {
    const odd: unknown[] = [null, 7, "x", [], [null], {}, { contacts: "x" }, { contacts: [7, null, { name: [], phones: { phone: 1 }, emails: [null] }] }];
    const oddly = [...odd, { product_items: { a: 1 }, latitude: "north", forwarded: {}, referral: 3, edits: [5], description: {}, response: [1], name: {} }];
    for (const kind of ["text", "location", "contacts", "order", "interactive", "button", "unsupported", "image", "reaction"])
      for (const value of oddly) expect(write({ kind, data: data(value), error: data(value), status: "failed" })).toInclude('id="m-7"');
  });

  test("says that it was forwarded, edited, deleted, came late or from an advertisement", () => {
    expect(read({ text: "Hi", data: data({ forwarded: "once" }) })).toBe("Forwarded Hi 12:00");
    expect(read({ text: "Hi", data: data({ forwarded: "often" }) })).toBe("Forwarded many times Hi 12:00");
    expect(read({ text: "Hello", data: data({ edits: [{ text: "Helo", at: NOON }] }) })).toBe("Hello 12:00 Edited. Before: Helo");
    expect(read({ text: "Hi", revokedAt: NOON })).toBe("The customer deleted this message Hi 12:00");
    expect(read({ text: "Hi", receivedAt: NOON + 61_000 })).toBe("Hi 12:00 Sent 12:00, received 12:01");
    expect(read({ text: "Hi", data: data({ referral: { headline: "Summer" } }) })).toBe("Came from an advertisement: Summer Hi 12:00");
  });

  test("of signs without a width says that there is nothing to see", () => {
    expect(read({ text: "\u200b\u200b\u2060" })).toBe("Nothing to see in this message 12:00");
  });
});

describe("what somebody wrote", () => {
  const EVIL = `"><script>alert(1)</script><img src=x onerror=alert(1)> <b x-data="f()" hx-get="/x">b</b> {{1}} <hx-partial hx-target="body">`;

  test("is text, wherever it stands", () => {
    const every: Partial<ThreadMessage>[] = [
      { text: EVIL },
      { text: EVIL, quotedId: 1, quotedKind: "text", quotedText: EVIL },
      { direction: "note", text: EVIL, agentName: EVIL },
      { direction: "out", text: EVIL, agentName: EVIL, status: "failed", error: data({ code: EVIL, detail: EVIL }) },
      { kind: "location", data: data({ latitude: 1, longitude: 1, name: EVIL, address: EVIL }) },
      { kind: "contacts", data: data({ contacts: [{ name: { formatted_name: EVIL }, phones: [{ phone: EVIL }] }] }) },
      { kind: "order", text: EVIL, data: data({ product_items: [{ product_retailer_id: EVIL }] }) },
      { text: EVIL, data: data({ edits: [{ text: EVIL }], referral: { headline: EVIL } }) },
      { reactions: [EVIL] },
    ];
    for (const one of every) {
      const found: string[] = [];
      const note = { element: (element: HTMLRewriterTypes.Element) => void found.push(element.tagName) };
      new HTMLRewriter().on("script, img, b[x-data], [onerror], template, hx-partial, [x-data]", note).transform(write(one));
      expect(found).toEqual([]);
    }
  });

  test("keeps its marks, also in each other, and leads to addresses of the web only", () => {
    const words = (text: string) => /<span class="words"[^>]*>(.*?)<\/span>/s.exec(write({ text }))?.[1];
    expect(words("a *bold* and _italic_, ~gone~ ```x *y*```")).toBe("a <strong>bold</strong> and <em>italic</em>, <s>gone</s> <code>x *y*</code>");
    expect(words("*_both_*")).toBe("<strong><em>both</em></strong>");
    expect(words("2*3*4, *not*this and snake_case_name")).toBe("2*3*4, *not*this and snake_case_name");
    expect(words("see https://example.org/a?b=1.")).toInclude('<a href="https://example.org/a?b=1" target="_blank"');
    expect(words("javascript:alert(1) data:text/html,x")).toBe("javascript:alert(1) data:text/html,x");
  });

  test("of any length is whole, and only shown in part when it is long", () => {
    const long = write({ text: "W".repeat(100_000) });
    expect(long).toInclude("W".repeat(100_000));
    expect([long.includes("data-long"), write({ text: "short" }).includes("data-long"), write({ text: "line\n".repeat(60) }).includes("data-long")]).toEqual([
      true,
      false,
      true,
    ]);
  });

  test("of a hundred thousand signs that could be marks costs no time", () => {
    const since = performance.now();
    for (const sign of ["*", "_ ", "~a", "```", "*a _b ~c ", "https://"]) write({ text: sign.repeat(100_000 / sign.length) });
    expect(performance.now() - since).toBeLessThan(2_000);
  });
});

describe("a message of ours", () => {
  const out = { direction: "out", authorType: "agent", authorId: 5, agentName: "Ana Ricci", text: "Hi" } as const;

  test("says how far it came and who sent it", () => {
    const title = (changes: Partial<ThreadMessage>) => /<span class="stamp" title="([^"]*)"/.exec(write({ ...out, ...changes }))?.[1];
    expect(title({ status: "sent" })).toBe("Ana Ricci 18 Nov 2026, 12:00:00");
    expect(title({ status: "read", deliveredAt: NOON + 1_000, readAt: NOON + 2_000 })).toBe(
      "Ana Ricci 18 Nov 2026, 12:00:00, delivered 18 Nov 2026, 12:00:01, read 18 Nov 2026, 12:00:02",
    );
    expect(write({ ...out, status: "sending" })).toInclude('aria-label="On its way"');
    expect(write({ ...out, status: "played" })).toInclude('aria-label="Read by the customer"');
  });

  test("that failed says why, and can be sent again by who may write here", () => {
    const failed = { ...out, status: "failed", error: data({ code: "131026", detail: "Undeliverable" }) } as const;
    expect(read({ ...failed, reason: "failed.whatsapp.131026" })).toInclude("Not delivered. It cannot be delivered: the customer does not use WhatsApp");
    expect(read(failed)).toInclude("Not delivered. Undeliverable (131026). Send again");
    expect(read({ ...failed, error: data({ code: "no-file", detail: "" }), reason: "failed.whatsapp.no-file" })).toInclude("The file is no longer here. Send");
    expect(write(failed, false)).not.toInclude("Send again");
    expect(read({ ...out, status: "uncertain" })).toInclude("Nobody knows whether this arrived. Send again");
  });

  test("names a colleague who wrote it, and not oneself", () => {
    expect([read({ ...out, authorId: 6, agentName: "Ben" }), read(out)]).toEqual(["Ben Hi 12:00", "Hi 12:00"]);
  });
});
