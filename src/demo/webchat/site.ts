import { type Visitor, visitorByHash } from "../../channels/webchat/visitor.ts";
import type { Person } from "../cast.ts";
import { PLACES } from "../stories/goods.ts";
import type { Said } from "../stories/story.ts";

export const SITE_ID = "site";
const TOKEN_LENGTH = 22;

const sha256 = (text: string) => new Bun.CryptoHasher("sha256").update(text);

/** What a visitor's browser keeps: the same in every run on one folder, so that they are known again. */
export const tokenOf = ({ key }: Person, seed: string): string => sha256(`${seed} ${key}`).digest("base64url").slice(0, TOKEN_LENGTH);

export const visitorOf = (person: Person, seed: string): Visitor => visitorByHash(SITE_ID, sha256(tokenOf(person, seed)).digest("hex"));

/** What can be typed in a chat: places and cards become words. */
export function typed(said: Said): string {
  if (said.what === "text" || said.what === "photo") return said.text;
  if (said.what === "place") return PLACES[said.place].address;
  return said.what === "contact" ? `${said.name} ${said.phone}` : "";
}
