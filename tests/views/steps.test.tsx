import { expect, test } from "bun:test";
import type { Story } from "../../src/routing/log.ts";
import { LANGUAGES } from "../../src/texts/catalogue.ts";
import { markup } from "../../views/render.tsx";
import { Steps } from "../../views/why/steps.tsx";
import { samplePage } from "./sample.tsx";

type Step = Story["steps"][number];
const AT = Date.UTC(2026, 2, 2, 9);

const NAMES = {
  agentName: "Ana",
  wasAgentName: "Ben",
  queueName: "sales",
  wasQueueName: "support",
  byName: "Sara",
  target: "Chiara",
  channelName: "Main number",
};
/** Everything that can happen to a conversation on its way, with all its reasons. */
const WAYS: readonly (readonly [kind: string, data: object])[] = [
  ["started", { channelId: "wa" }],
  ...["new", "rejected", "ignored", "unseen", "signed-out", "unopened", "unanswered", "away", "gone", "transferred", "returned"].map(
    (reason) => ["queued", { reason }] as const,
  ),
  ["offered", { expiresAt: AT + 30_000 }],
  ...["automatic", "manual", "exclusive", "immediate", "returned", "taken", "resumed", "picked-up", "assigned"].map(
    (how) => ["accepted", { how, by: 1 }] as const,
  ),
  ...["rejected", "ignored", "unseen", "signed-out"].map((reason) => ["rejected", { reason }] as const),
  ...["unopened", "unanswered", "away", "gone"].map((reason) => ["taken-back", { reason }] as const),
  ...["immediate", "exclusive"].map((how) => ["transferred", { to: "agent", toId: 1, how, by: 2 }] as const),
  ["transferred", { to: "agent", toId: 1, how: "immediate", by: 2, isolated: true }],
  ...["public", "personal"].flatMap((room) => ["by hand", "silent"].map((how) => ["put-aside", { room, how }] as const)),
  ["overflowed", {}],
  ...["medium", "high"].map((to) => ["aged", { to }] as const),
  ...["exclusive", "immediate", "named", "preferred"].map((how) => ["reserved", { for: "agent", forId: 1, how, until: null }] as const),
  ...["over", "gone", "rejected"].map((reason) => ["freed", { reason }] as const),
  ["opened", {}],
  ["answered", { messageId: 1 }],
  ["closed", {}],
];
const steps = WAYS.map(([kind, data], id): Step => ({ id, at: AT + id, kind: `conversation.${kind}`, ...NAMES, data: JSON.stringify(data) }));

test("every step has its sentence in every language, whole and with the names", () => {
  for (const language of LANGUAGES) {
    const text = markup(samplePage({ language }), <Steps steps={steps} />);
    const sentences = [...text.matchAll(/<b>(.*?)<\/b>/g)].map(([, sentence = ""]) => sentence);
    expect(sentences).toHaveLength(steps.length);
    expect(text).not.toMatch(/\{\w+\}|story\./);
    expect(sentences.every((sentence) => sentence.trim() !== "")).toBeTrue();
  }
  const english = markup(samplePage({ language: "en" }), <Steps steps={steps} />);
  for (const sentence of [
    "Sara passed it on to Chiara",
    "It had waited too long in support",
    "30 s to accept",
    "For Ana, when the customer writes",
    "who shares a skillset with Sara",
  ])
    expect(english).toInclude(sentence);
});
