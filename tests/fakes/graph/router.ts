import { type End, graphError, noSuchObject } from "./answers.ts";
import type { faultsOf } from "./faults.ts";
import type { mediaOf } from "./media.ts";
import type { Body, messagesOf } from "./messages.ts";
import type { Account } from "./types.ts";

export type Api = {
  account: Account;
  access: { token: string; appSecret: string; revoked: boolean; subscribed: boolean; version: string };
  faults: ReturnType<typeof faultsOf>;
  media: ReturnType<typeof mediaOf>;
  messages: ReturnType<typeof messagesOf>;
};

/** Answers as the Graph API does: the token first, then version and id, then the work. */
export async function route(api: Api, request: Request): Promise<End> {
  const { access, faults, media } = api;
  const url = new URL(request.url);
  const known = !access.revoked && request.headers.get("authorization") === `Bearer ${access.token}`;
  if (url.pathname.startsWith("/whatsapp_business/")) return known ? faults.under("download", () => media.read(url)) : new Response(null, { status: 401 });
  if (!known) return graphError(190);
  const [, version, id = "", edge = ""] = url.pathname.split("/");
  if (version !== access.version) return graphError(2500, "Unknown path components");
  const proof = url.searchParams.get("appsecret_proof");
  if (proof !== null && proof !== new Bun.CryptoHasher("sha256", access.appSecret).update(access.token).digest("hex"))
    return graphError(100, "Invalid appsecret_proof");
  return work(api, request, url, id, edge);
}

function work(api: Api, request: Request, { origin }: URL, id: string, edge: string): Promise<End> | End {
  const { account, access, faults, media } = api;
  const what = id === account.phoneNumberId ? "number" : id === account.wabaId ? "account" : "object";
  switch (`${request.method} ${what}/${edge}`) {
    case "POST number/messages":
      return post(api, request);
    case "POST number/media":
      return faults.under("media", () => media.upload(request));
    case "GET number/":
      return faults.under("read", () => Response.json({ id, display_phone_number: account.displayPhoneNumber, verified_name: "Acme" }));
    case "GET account/subscribed_apps":
      return faults.under("read", () => Response.json({ data: access.subscribed ? [{ whatsapp_business_api_data: { id: "1", name: "parlo" } }] : [] }));
    case "GET object/":
      return faults.under("url", () => media.locate(id, origin));
    case "DELETE object/":
      return media.drop(id) ? Response.json({ success: true }) : noSuchObject();
    default:
      return noSuchObject();
  }
}

async function post({ faults, messages }: Api, request: Request): Promise<End> {
  const body = (await request.json().catch(() => null)) as Body | null;
  return body?.["status"] === "read" ? faults.under("marks", () => messages.mark(body)) : faults.under("messages", () => messages.post(body));
}
