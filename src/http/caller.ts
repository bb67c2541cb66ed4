import { BlockList, isIP, isIPv6 } from "node:net";
import { ConfigProblem } from "../config.ts";

/** Where a request comes from: the client's address, and whether it came by HTTPS. */
export type Caller = { readonly address: string; readonly secure: boolean };
export type Proxies = { trusts(address: string): boolean };

/** The proxies whose headers we believe: addresses and networks ("10.0.0.0/8", "fd00::/8"). Throws ConfigProblem. */
export function proxiesOf(trusted: readonly string[]): Proxies {
  const list = new BlockList();
  for (const entry of trusted) {
    const [address = "", bits] = entry.split("/");
    const family = isIPv6(address) ? "ipv6" : "ipv4";
    const width = family === "ipv6" ? 128 : 32;
    const prefix = bits === undefined ? width : Number(bits);
    if (!isIP(address) || !Number.isInteger(prefix) || prefix < 0 || prefix > width || bits === "")
      throw new ConfigProblem(78, `PARLO_TRUSTED_PROXIES must be addresses or networks like 10.0.0.0/8, not "${entry}"`);
    list.addSubnet(address, prefix, family);
  }
  return { trusts: (address) => isIP(address) !== 0 && list.check(address, isIPv6(address) ? "ipv6" : "ipv4") };
}

/**
 * The client behind trusted proxies: their headers (X-Forwarded-For, else RFC 7239) are read from the right, and the first
 * address that is no trusted proxy is the client. From anybody else the headers are only words.
 */
export function callerOf(headers: Headers, peer: string, proxies: Proxies, secure: boolean): Caller {
  const near = plain(peer);
  if (!proxies.trusts(near)) return { address: near, secure };
  const hops = hopsOf(headers);
  let address = near;
  for (let at = hops.length - 1; at >= 0 && proxies.trusts(address); at--) {
    const hop = plain(hops[at] ?? "");
    if (isIP(hop) === 0) break;
    address = hop;
  }
  return { address, secure: schemeOf(headers) ? schemeOf(headers) === "https" : secure };
}

/** Whether anything says that a proxy stands in between, trusted or not. */
export const isForwarded = (headers: Headers): boolean => headers.has("forwarded") || headers.has("x-forwarded-for") || headers.has("x-real-ip");

export const isLoopback = (address: string): boolean => address === "::1" || /^127\./.test(address);

// A proxy adds to one kind and hands the other on as the client wrote it. Where both stand there, neither is believed.
function hopsOf(headers: Headers): string[] {
  const [listed, forwarded] = [headers.get("x-forwarded-for"), headers.get("forwarded")];
  if (listed !== null && forwarded !== null) return [];
  if (listed !== null) return listed.split(",");
  return (forwarded ?? "").split(",").map((element) => /(?:^|;)\s*for="?([^";,]*)/i.exec(element)?.[1] ?? "");
}

function schemeOf(headers: Headers): string | null {
  const last =
    headers.get("x-forwarded-proto")?.split(",").at(-1) ?? /(?:^|;)\s*proto="?([a-z]+)/i.exec(headers.get("forwarded")?.split(",").at(-1) ?? "")?.[1];
  return last?.trim().toLowerCase() ?? null;
}

/** Without port, brackets, zone and the prefix of IPv4 in IPv6. */
function plain(text: string): string {
  const word = text.trim();
  const bare = /^\[([^\]]*)\]/.exec(word)?.[1] ?? (/^[\d.]+:\d+$/.test(word) ? word.slice(0, word.indexOf(":")) : word);
  return bare.replace(/%.*$/, "").replace(/^::ffff:(?=\d+\.)/i, "");
}

/** Who has one IPv6 address has the whole /64 it lies in (RFC 4291, 2.5.4). */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = "", tail = ""] = address.split("::");
  const groups = head.split(":").filter(Boolean);
  const last = tail.split(":").filter(Boolean);
  const all = address.includes("::") ? [...groups, ...Array<string>(Math.max(0, 8 - groups.length - last.length)).fill("0"), ...last] : groups;
  return all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}
