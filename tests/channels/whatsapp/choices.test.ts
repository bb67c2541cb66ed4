import { describe, expect, test } from "bun:test";
import type { Choices, Outbound } from "../../../src/channels/channel.ts";
import { bodyOf } from "../../../src/channels/whatsapp/body.ts";
import { whatsapp } from "../../../src/channels/whatsapp/index.ts";
import { problemIn } from "../../fakes/graph/body.ts";
import inbound from "./fixtures/inbound.json";
import outbound from "./fixtures/outbound.json";

const message = (what: Partial<Outbound>): Outbound => ({
  to: [{ kind: "wa_id", value: "393471234567" }],
  kind: "text",
  text: "Come vuoi procedere?",
  file: null,
  replyTo: null,
  tracker: "msg:01J0TEST",
  ...what,
});
const buttons = (titles: readonly string[]): Choices => ({ kind: "buttons", open: "", options: titles.map((title) => ({ title, description: "" })) });
const limits = whatsapp.choices;
if (!limits) throw new Error("WhatsApp shows buttons");

describe("buttons and lists as Meta documents them", () => {
  test("three buttons, by their numbers", () => {
    const { to, interactive } = outbound.interactive_buttons_3.body;
    const titles = interactive.action.buttons.map(({ reply }) => reply.title);
    const expected = structuredClone(interactive);
    for (const [n, { reply }] of expected.action.buttons.entries()) reply.id = String(n + 1);
    const body = bodyOf(message({ choices: buttons(titles) }), null);
    expect(body as unknown).toMatchObject({ to, type: "interactive", interactive: expected });
    expect(problemIn(body)).toBeNull();
  });

  test("a list: its button, and its rows in one section that has a title", () => {
    const options = [
      { title: "Gio 10:00", description: "Negozio Milano" },
      { title: "Gio 11:00", description: "" },
    ];
    const body = bodyOf(message({ text: "Scegli uno slot", choices: { kind: "list", open: "Vedi gli orari", options } }), null);
    const rows = [
      { id: "1", title: "Gio 10:00", description: "Negozio Milano" },
      { id: "2", title: "Gio 11:00" },
    ];
    const interactive = {
      type: "list",
      body: { text: "Scegli uno slot" },
      action: { button: "Vedi gli orari", sections: [{ title: "Vedi gli orari", rows }] },
    };
    expect(body as unknown).toMatchObject({ type: "interactive", interactive });
    expect(problemIn(body)).toBeNull();
  });

  test.each(["image", "video", "document"] as const)("a %s stands above the text", (kind) => {
    const file = { path: "", type: "application/pdf", name: "Listino.pdf", size: 1 };
    const body = bodyOf(message({ kind, file, choices: buttons(["Sì", "No"]) }), "700000000000001");
    const header = { type: kind, [kind]: { id: "700000000000001", ...(kind === "document" ? { filename: "Listino.pdf" } : {}) } };
    expect(body as unknown).toMatchObject({ interactive: { type: "button", header } });
    expect(problemIn(body)).toBeNull();
    expect(limits.buttons.files).toContain(kind);
  });

  test.each(["buttons", "list"] as const)("Meta takes as much as the channel says of %s, and not one letter more", (kind) => {
    const { max, titleMax, descriptionMax, openMax, textMax } = limits[kind];
    const full = (more: Partial<Record<"max" | "title" | "description" | "open" | "text", number>> = {}) => {
      const options = Array.from({ length: max + (more.max ?? 0) }, (_, n) => ({
        title: String.fromCharCode(97 + n).repeat(titleMax + (more.title ?? 0)),
        description: "d".repeat(descriptionMax + (more.description ?? 0)),
      }));
      const choices: Choices = { kind, open: "o".repeat(openMax + (more.open ?? 0)), options };
      return problemIn(bodyOf(message({ text: "x".repeat(textMax + (more.text ?? 0)), choices }), null));
    };
    expect(full()).toBeNull();
    const parts = kind === "list" ? (["max", "title", "description", "open", "text"] as const) : (["max", "title", "text"] as const);
    for (const part of parts) expect(full({ [part]: 1 })).not.toBeNull();
  });
});

test("what was pressed comes in as the customer's message, and says which one of ours it answers", () => {
  const chosen = [inbound.interactive_button_reply, inbound.interactive_list_reply].flatMap((payload) => whatsapp.parse?.(payload) ?? []);
  expect(chosen).toMatchObject([
    { what: "message", kind: "interactive", text: expect.any(String), data: { type: "button_reply", id: expect.any(String) }, replyTo: expect.any(String) },
    { what: "message", kind: "interactive", text: expect.any(String), data: { type: "list_reply", id: expect.any(String) }, replyTo: expect.any(String) },
  ]);
});
