import type { ChannelKind } from "../channel.ts";
import { check } from "./check.ts";
import { API_URL, API_VERSION, download, markRead, send } from "./client.ts";
import { reasonOf } from "./errors.ts";
import { parse } from "./parse.ts";
import { handshake, signedByMeta } from "./signature.ts";

const MB = 1024 * 1024;
const DAY_MS = 24 * 60 * 60_000;
const DOCUMENTS = [
  "text/plain",
  "application/pdf",
  "application/msword",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "application/vnd.ms-excel",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "application/vnd.ms-powerpoint",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation",
];

/** WhatsApp through Meta's Cloud API: a channel is one phone number. */
export const whatsapp: ChannelKind = {
  kind: "whatsapp",
  family: "social",
  settings: [
    { key: "phoneNumberId", required: true },
    { key: "wabaId", required: true },
    { key: "accessToken", required: true, secret: true },
    { key: "appSecret", required: true, secret: true },
    { key: "verifyToken", required: true, made: true },
    { key: "portfolio" },
    { key: "apiUrl", kind: "url", default: API_URL },
    { key: "apiVersion", default: API_VERSION },
    { key: "perSecond", kind: "number", default: "80" },
    { key: "recipientEveryMs", kind: "number", default: "6000" },
    { key: "recipientBurst", kind: "number", default: "45" },
  ],
  // Cloud API, "Supported media types" and "Throughput".
  limits: {
    textMax: 4096,
    captionMax: 1024,
    files: [
      { kind: "image", types: ["image/jpeg", "image/png"], bytesMax: 5 * MB },
      { kind: "video", types: ["video/mp4", "video/3gpp"], bytesMax: 16 * MB },
      { kind: "audio", types: ["audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"], bytesMax: 16 * MB },
      { kind: "document", types: DOCUMENTS, bytesMax: 100 * MB },
    ],
    // A larger one is shown as a file, without the sign that it can be played: 512 KB are about three and a half minutes of speech.
    voice: { types: ["audio/ogg"], bytesMax: 512 * 1024, secondsMax: 210 },
    perSecond: 80,
    perRecipient: { everyMs: 6_000, burst: 45 },
  },
  // Cloud API, "Interactive reply buttons messages" and "Interactive list messages".
  choices: {
    buttons: { max: 3, titleMax: 20, descriptionMax: 0, openMax: 0, textMax: 1024, files: ["image", "video", "document"] },
    list: { max: 10, titleMax: 24, descriptionMax: 72, openMax: 20, textMax: 4096, files: [] },
  },
  marks: { bold: "*", italic: "_" },
  locations: true,
  windowMs: DAY_MS,
  // Cloud API, "Mark messages as read".
  readMarks: { withinMs: 30 * DAY_MS, tell: markRead },
  // A business-scoped user id is one person's within a business portfolio, so two numbers of one portfolio share their customers.
  scope: (channelId, settings) => settings["portfolio"] || settings["wabaId"] || channelId,
  account: (settings) => settings["phoneNumberId"] ?? "",
  handshake,
  verify: signedByMeta,
  parse,
  send,
  download,
  reason: reasonOf,
  test: check,
};
