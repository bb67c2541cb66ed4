import { type Egress, NoAnswer, NotSent } from "../../http/egress.ts";
import type { Settings, Trouble } from "../channel.ts";
import { type Answer, graph } from "./client.ts";
import { errorIn } from "./errors.ts";
import { object } from "./json.ts";

/** Tries a channel's settings against Meta, one after the other, and says what is wrong with the first that fails. Nothing is sent. */
export async function check(settings: Settings, egress: Egress): Promise<Trouble[]> {
  try {
    const trouble = (await numberTrouble(settings, egress)) ?? (await secretTrouble(settings, egress)) ?? (await accountTrouble(settings, egress));
    return [...missing(settings), ...(trouble ? [trouble] : [])];
  } catch (error) {
    if (!(error instanceof NotSent || error instanceof NoAnswer)) throw error;
    return [...missing(settings), { key: "trouble.whatsapp.unreachable", detail: error.message }];
  }
}

function missing(settings: Settings): Trouble[] {
  return [
    ...(settings["appSecret"] ? [] : [{ key: "trouble.whatsapp.no-secret" }]),
    ...(settings["verifyToken"] ? [] : [{ key: "trouble.whatsapp.no-verify-token" }]),
  ];
}

async function numberTrouble(settings: Settings, egress: Egress): Promise<Trouble | null> {
  const answer = await graph(`${idIn(settings, "phoneNumberId")}?fields=display_phone_number,verified_name`, settings, egress);
  return troubleIn(answer, "trouble.whatsapp.number", "display_phone_number");
}

// Meta takes a proof made with the app's secret, and refuses a wrong one (Graph API, "Securing Graph API calls").
async function secretTrouble(settings: Settings, egress: Egress): Promise<Trouble | null> {
  const { appSecret, accessToken = "" } = settings;
  if (!appSecret) return null;
  const proof = new Bun.CryptoHasher("sha256", appSecret).update(accessToken).digest("hex");
  return troubleIn(await graph(`${idIn(settings, "phoneNumberId")}?fields=id&appsecret_proof=${proof}`, settings, egress), "trouble.whatsapp.secret", "id");
}

async function accountTrouble(settings: Settings, egress: Egress): Promise<Trouble | null> {
  const answer = await graph(`${idIn(settings, "wabaId")}/subscribed_apps`, settings, egress);
  const { data } = object(answer.body);
  return Array.isArray(data) && data.length === 0 ? { key: "trouble.whatsapp.not-subscribed" } : troubleIn(answer, "trouble.whatsapp.account", "data");
}

const idIn = (settings: Settings, key: string) => encodeURIComponent(settings[key] ?? "");

const BY_CODE: ReadonlyMap<string, string> = new Map([
  ["0", "token"],
  ["190", "token"],
  ["3", "permission"],
  ["10", "permission"],
  ["131005", "permission"],
  ["4", "later"],
  ["80007", "later"],
  ["368", "restricted"],
  ["131031", "restricted"],
]);

/** `unknown` is the trouble when Meta does not know what was asked for; `expected` is in every good answer. */
function troubleIn({ status, body }: Answer, unknown: string, expected: string): Trouble | null {
  const error = errorIn(body);
  if (!error) return expected in object(body) ? null : { key: "trouble.whatsapp.not-meta", detail: `HTTP ${status}` };
  if (error.code === "100" || error.code === "33") return { key: unknown, detail: error.detail };
  const word = /^2\d\d$/.test(error.code) ? "permission" : (BY_CODE.get(error.code) ?? "refused");
  return { key: `trouble.whatsapp.${word}`, detail: error.detail };
}
