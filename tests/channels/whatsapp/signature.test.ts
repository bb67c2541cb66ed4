import { describe, expect, test } from "bun:test";
import { createHmac } from "node:crypto";
import { handshake, signedByMeta } from "../../../src/channels/whatsapp/signature.ts";
import handshakes from "./fixtures/handshake.json";
import signatures from "./fixtures/signatures.json";

describe("Meta's signature", () => {
  test.each(Object.entries(signatures))("%s", (_, { appSecret, rawBodyBase64, header, valid }) => {
    const headers = new Headers({ "X-Hub-Signature-256": header });
    expect(signedByMeta(headers, Buffer.from(rawBodyBase64, "base64"), { appSecret })).toBe(valid);
  });

  const { rawBodyBase64, header, appSecret } = signatures.whatsapp_text_escaped_unicode;
  const body = Buffer.from(rawBodyBase64, "base64");

  test("of another app, of none, and of an app without a secret", () => {
    const headers = new Headers({ "X-Hub-Signature-256": header });
    expect(signedByMeta(headers, body, { appSecret: "another" })).toBe(false);
    expect(signedByMeta(headers, body, { appSecret: "" })).toBe(false);
    expect(signedByMeta(headers, body, {})).toBe(false);
    expect(signedByMeta(new Headers(), body, { appSecret })).toBe(false);
  });

  test("made with the empty secret opens nothing", () => {
    const made = `sha256=${createHmac("sha256", "").update(body).digest("hex")}`;
    expect(signedByMeta(new Headers({ "X-Hub-Signature-256": made }), body, { appSecret: "" })).toBe(false);
  });

  test("of the bytes but one", () => {
    const changed = Buffer.from(body);
    changed[20] = (changed[20] ?? 0) ^ 1;
    expect(signedByMeta(new Headers({ "X-Hub-Signature-256": header }), changed, { appSecret })).toBe(false);
  });
});

describe("the handshake", () => {
  test.each(Object.entries(handshakes))("%s", (_, { query, expect: expected }) => {
    const given = handshake(new URLSearchParams(query), { verifyToken: "VT" });
    expect(given).toBe(expected.status === 200 && "body" in expected ? (expected.body ?? null) : null);
  });

  test("without a token of ours answers nobody", () => {
    expect(handshake(new URLSearchParams({ "hub.mode": "subscribe", "hub.verify_token": "", "hub.challenge": "1" }), { verifyToken: "" })).toBeNull();
    expect(handshake(new URLSearchParams({ "hub.mode": "subscribe", "hub.challenge": "1" }), {})).toBeNull();
  });
});
