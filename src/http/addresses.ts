import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";

// Where nothing of ours may go unless an administrator named it: this machine, its networks, and what is nobody's address.
const INNER: readonly [net: string, prefix: number][] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
  ["::", 96],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  ["2001::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 9],
  ["ff00::", 8],
];

const inner = new BlockList();
for (const [net, prefix] of INNER) inner.addSubnet(net, prefix, isIP(net) === 6 ? "ipv6" : "ipv4");

/**
 * Loopback, private, shared, link-local, metadata, multicast and reserved addresses (RFC 6890, 1918, 4193, 3927, 4291, 6598), also when an
 * IPv6 address carries them (RFC 4291 mapped, RFC 6052 translated).
 */
export function isPrivate(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return true;
  if (inner.check(address, family === 6 ? "ipv6" : "ipv4")) return true;
  const [, high, low] = family === 6 ? (/^\[64:ff9b::(?:([0-9a-f]+):)?([0-9a-f]+)\]$/.exec(new URL(`http://[${address}]`).hostname) ?? []) : [];
  return low !== undefined && isPrivate(dotted(high ?? "0", low));
}

function dotted(high: string, low: string): string {
  const [a, b] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [a >> 8, a & 255, b >> 8, b & 255].join(".");
}

/** A host's addresses, IPv4 first; a host that is an address is its own. */
export async function addressesOf(host: string): Promise<string[]> {
  if (isIP(host)) return [host];
  const found = await lookup(host, { all: true });
  return found.sort((a, b) => a.family - b.family).map(({ address }) => address);
}
