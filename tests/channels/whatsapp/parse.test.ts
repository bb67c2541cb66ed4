import { describe, expect, test } from "bun:test";
import type { Inbound, Sender } from "../../../src/channels/channel.ts";
import { parse } from "../../../src/channels/whatsapp/parse.ts";
import account from "./fixtures/account.json";
import inbound from "./fixtures/inbound.json";
import status from "./fixtures/status.json";

// Every recorded payload, and what is made of it. A new one without a line here fails.

const ACCOUNT = "300000000000001";
const bsuid = { kind: "bsuid", value: "IT.13491208655302741918" };
const newBsuid = { kind: "bsuid", value: "IT.99991208655302741918" };
const number = [
  { kind: "wa_id", value: "393471234567" },
  { kind: "phone", value: "+393471234567" },
];
const newNumber = [
  { kind: "wa_id", value: "393479999999" },
  { kind: "phone", value: "+393479999999" },
];
const mario: Sender = { handles: [bsuid, ...number], profileName: "Mario Rossi" };

type Message = Extract<Inbound, { what: "message" }>;
const wrote = (id: string, seconds: number, what: Partial<Message>): Message => ({
  what: "message",
  account: ACCOUNT,
  providerId: `wamid.${id}`,
  from: mario,
  kind: "text",
  text: "",
  data: null,
  media: null,
  replyTo: null,
  sentAt: (1_795_000_000 + seconds) * 1000,
  opensWindow: true,
  ...what,
});

const SHA = "49f227634806293b0995459bc310b593e1400f41591efcf07e9bced335f41942";
const file = (id: number, type: string, name: string | null = null) => ({ providerId: `40000000000000${id}`, type, name, sha256: SHA });
const receipt = (id: string, status: "sent" | "delivered" | "read" | "played" | "failed", seconds: number, what = {}): Inbound => ({
  what: "receipt",
  account: ACCOUNT,
  providerId: `wamid.${id}`,
  status,
  at: (1_795_000_000 + seconds) * 1000,
  tracker: null,
  error: null,
  ...what,
});
const FREE = { pricing: { billable: false, pricingModel: "PMP", type: "free_customer_service", category: "service" } };
const UTILITY = { pricing: { billable: true, pricingModel: "PMP", type: "regular", category: "utility" } };
const failed = (id: string, code: string, detail: string, means: string) => receipt(id, "failed", 140, { error: { code, detail }, means });
const notice = (topic: string, about: string | null = null): Inbound => ({ what: "notice", account: about, topic });
const kept = (name: keyof typeof inbound) => ({
  payload: (inbound[name] as { entry: { changes: { value: { messages?: unknown[] } }[] }[] }).entry[0]?.changes[0]?.value.messages?.[0],
});

const greeting = wrote("IN0001", 10, { text: "Buongiorno, il mio ordine 4471 non è arrivato" });
const brokenBox = wrote("IN0007", 70, { kind: "image", text: "la scatola è rotta", media: file(1, "image/jpeg") });
const reacted = (id: string, seconds: number, emoji: string | null): Inbound => ({
  what: "reaction",
  account: ACCOUNT,
  providerId: `wamid.${id}`,
  from: mario,
  target: "wamid.OUT0001",
  emoji,
  at: (1_795_000_000 + seconds) * 1000,
});

const MESSAGES: Record<keyof typeof inbound, Inbound[]> = {
  text: [greeting],
  text_no_phone_username_user: [
    wrote("IN0002", 20, { text: "Ciao, scrivo con lo username", from: { handles: [bsuid], profileName: "Mario Rossi", username: "mario.rossi" } }),
  ],
  text_legacy_no_bsuid: [wrote("IN9001", 1, { text: "payload di prima di aprile 2026", from: { handles: number, profileName: "Mario Rossi" } })],
  text_reply_to_ours: [wrote("IN0003", 30, { text: "Sì, confermo", replyTo: "wamid.OUT0001" })],
  text_forwarded: [wrote("IN0004", 40, { text: "inoltrato", data: { forwarded: "once" } })],
  text_frequently_forwarded: [wrote("IN0005", 50, { text: "catena", data: { forwarded: "often" } })],
  text_from_ctwa_ad: [
    wrote("IN0006", 60, {
      text: "Vorrei informazioni",
      data: {
        referral: {
          source_url: "https://fb.me/abc",
          source_id: "120000000000001",
          source_type: "ad",
          headline: "Scrivici",
          body: "Promo autunno",
          media_type: "image",
          image_url: "https://scontent.xx.fbcdn.net/x.jpg",
          ctwa_clid: "ARtest",
          welcome_message: { text: "Come possiamo aiutarti?" },
        },
      },
    }),
  ],
  image: [brokenBox],
  image_with_url: [wrote("IN0008", 80, { kind: "image", media: file(2, "image/jpeg") })],
  video: [wrote("IN0009", 90, { kind: "video", text: "guarda", media: file(3, "video/mp4") })],
  document: [wrote("IN0010", 100, { kind: "document", text: "fattura", media: file(4, "application/pdf", "Fattura n° 12.pdf") })],
  audio_voice_note: [wrote("IN0011", 110, { kind: "voice", media: file(5, "audio/ogg; codecs=opus") })],
  audio_file: [wrote("IN0012", 120, { kind: "audio", media: file(6, "audio/mpeg") })],
  sticker_static: [wrote("IN0013", 130, { kind: "sticker", media: file(7, "image/webp") })],
  sticker_animated: [wrote("IN0014", 140, { kind: "sticker", media: file(8, "image/webp"), data: { animated: true } })],
  location_current: [wrote("IN0015", 150, { kind: "location", data: { latitude: 45.4642, longitude: 9.19 } })],
  location_place: [
    wrote("IN0016", 160, {
      kind: "location",
      text: "Duomo di Milano, Piazza del Duomo, 20122 Milano MI",
      data: {
        latitude: 45.464098,
        longitude: 9.191926,
        name: "Duomo di Milano",
        address: "Piazza del Duomo, 20122 Milano MI",
        url: "https://example.org/duomo",
      },
    }),
  ],
  contacts: [
    wrote("IN0017", 170, {
      kind: "contacts",
      text: "Lucia Bianchi",
      data: {
        contacts: [
          {
            name: { formatted_name: "Lucia Bianchi", first_name: "Lucia", last_name: "Bianchi" },
            org: { company: "Acme" },
            phones: [{ phone: "+39 333 111 2222", wa_id: "393331112222", type: "MOBILE" }],
            emails: [{ email: "lucia@example.org", type: "WORK" }],
          },
        ],
      },
    }),
  ],
  template_quick_reply_tap: [wrote("IN0018", 180, { kind: "button", text: "Confermo", data: { payload: "CONFIRM_4471" }, replyTo: "wamid.OUT0002" })],
  template_quick_reply_tap_no_context: [wrote("IN0019", 190, { kind: "button", text: "Non scrivermi", data: { payload: "STOP" } })],
  interactive_button_reply: [
    wrote("IN0020", 200, { kind: "interactive", text: "Voglio il reso", data: { type: "button_reply", id: "reso" }, replyTo: "wamid.OUT0003" }),
  ],
  interactive_list_reply: [
    wrote("IN0021", 210, {
      kind: "interactive",
      text: "Gio 10:00",
      data: { type: "list_reply", id: "slot-3", description: "Negozio Milano" },
      replyTo: "wamid.OUT0004",
    }),
  ],
  interactive_flow_reply: [
    wrote("IN0022", 220, {
      kind: "interactive",
      text: "Sent",
      data: { type: "nfm_reply", name: "flow", response: { flow_token: "t1", csat: "5" } },
      replyTo: "wamid.OUT0005",
    }),
  ],
  reaction: [reacted("IN0023", 230, "👍")],
  reaction_removed_empty: [reacted("IN0024", 240, null)],
  reaction_removed_absent: [reacted("IN0025", 250, null)],
  order: [
    wrote("IN0026", 260, {
      kind: "order",
      data: { catalog_id: "500", product_items: [{ product_retailer_id: "SKU1", quantity: 2, item_price: 30, currency: "EUR" }] },
    }),
  ],
  edited_text: [
    {
      what: "edit",
      account: ACCOUNT,
      providerId: "wamid.IN0027",
      target: "wamid.IN0001",
      text: "Buongiorno, il mio ordine 4472 non è arrivato",
      at: 1_795_000_270_000,
    },
  ],
  revoked: [{ what: "revoke", account: ACCOUNT, providerId: "wamid.IN0028", target: "wamid.IN0001", at: 1_795_000_280_000 }],
  unsupported: [wrote("IN0029", 290, { kind: "unsupported", data: kept("unsupported") })],
  media_over_100mb: [wrote("IN0030", 300, { kind: "unsupported", data: kept("media_over_100mb") })],
  system_user_changed_number: [
    { what: "rename", account: ACCOUNT, providerId: "wamid.SYS1", before: number, after: newNumber, line: "line.whatsapp.new-number", at: 1_795_001_000_000 },
  ],
  system_user_changed_user_id: [
    {
      what: "rename",
      account: ACCOUNT,
      providerId: "wamid.SYS2",
      before: [bsuid, ...number],
      after: [newBsuid],
      line: "line.whatsapp.new-id",
      at: 1_795_001_010_000,
    },
  ],
  value_level_error: [notice("error.131000", ACCOUNT)],
  unknown_future_type: [wrote("IN0031", 310, { kind: "unsupported", data: kept("unknown_future_type") })],
  batch_two_entries_out_of_order: [greeting, brokenBox],
  batch_messages_and_statuses: [greeting, receipt("OUT0001", "read", 500)],
};

const RECEIPTS: Record<keyof typeof status, Inbound[]> = {
  sent_service: [receipt("OUT0001", "sent", 100, FREE)],
  sent_template_utility_with_tracker: [receipt("OUT0002", "sent", 101, { tracker: "msg:01J0TEST", ...UTILITY })],
  sent_legacy_v23_with_conversation: [receipt("OUT0001", "sent", 102, FREE)],
  delivered: [receipt("OUT0001", "delivered", 110, FREE)],
  read: [receipt("OUT0001", "read", 120)],
  read_without_delivered: [receipt("OUT0006", "read", 121)],
  played_voice_note: [receipt("OUT0007", "played", 130)],
  failed_131047_window_closed: [
    failed(
      "OUT0008",
      "131047",
      "Message failed to send because more than 24 hours have passed since the customer last replied to this number.",
      "close-window",
    ),
  ],
  failed_131026_undeliverable: [failed("OUT0009", "131026", "Unable to deliver message.", "fail")],
  failed_131049_ecosystem: [failed("OUT0010", "131049", "Not delivered.", "fail")],
  failed_131050_user_opted_out: [failed("OUT0011", "131050", "Recipient chose to stop receiving marketing messages.", "fail")],
  failed_131053_media: [failed("OUT0012", "131053", "Unsupported media type.", "fail")],
  failed_130472_experiment: [failed("OUT0013", "130472", "Not sent.", "fail")],
  failed_131042_payment: [failed("OUT0014", "131042", "Payment method problem.", "stop-channel")],
  delivered_before_sent: [receipt("OUT0015", "sent", 200), receipt("OUT0015", "delivered", 210)],
  status_for_unknown_message: [receipt("NOTOURS", "delivered", 220)],
};

const NEWS: Record<keyof typeof account, Inbound[]> = {
  template_approved: [notice("message_template_status_update.APPROVED")],
  template_rejected: [notice("message_template_status_update.REJECTED")],
  template_paused: [notice("message_template_status_update.PAUSED")],
  template_disabled: [notice("message_template_status_update.DISABLED")],
  template_category_update: [notice("template_category_update")],
  template_quality_update: [notice("message_template_quality_update")],
  template_components_update: [notice("message_template_components_update")],
  user_preferences_stop: [notice("user_preferences.stop", ACCOUNT)],
  user_id_update: [
    {
      what: "rename",
      account: ACCOUNT,
      providerId: "user_id_update:IT.13491208655302741918:IT.99991208655302741918:1795000401",
      before: [bsuid, ...number],
      after: [newBsuid],
      line: "line.whatsapp.new-id",
      at: 1_795_000_401_000,
    },
  ],
  phone_number_quality_update: [notice("phone_number_quality_update.THROUGHPUT_UPGRADE")],
};

describe.each([
  ["messages", inbound, MESSAGES],
  ["receipts", status, RECEIPTS],
  ["news of the account", account, NEWS],
] as const)("recorded %s", (_, payloads: Record<string, unknown>, expected: Record<string, Inbound[]>) => {
  test.each(Object.keys(payloads))("%s", (name) => expect(parse(payloads[name])).toEqual(expected[name] as Inbound[]));
});
