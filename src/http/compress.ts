import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const BROTLI_QUALITY = 10;
/** A page is compressed anew for every answer: quickly rather than well; a file once. */
const QUICK = 1;
const WELL = 6;
/** What is smaller fits into one packet anyway. */
const BYTES_MIN = 1400;

export const ENCODERS = {
  br: (bytes: Uint8Array | string) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
  gzip: (bytes: Uint8Array | string) => gzipSync(bytes, { level: WELL }),
};
export type Encoding = keyof typeof ENCODERS;

const takes = (accepted: string, encoding: string) =>
  accepted.split(",").some((word) => word.split(";")[0]?.trim() === encoding && !/;\s*q=0(\.0*)?\s*$/.test(word));

/** How a file goes to who accepts what (RFC 9110, 12.5.3); null = as it is. */
export const encodingFor = (accepted: string): Encoding | null => (takes(accepted, "br") ? "br" : takes(accepted, "gzip") ? "gzip" : null);

/**
 * An answer whose text is in `text`, compressed for who accepts it. No secret in a page is the same twice (the token of http/csrf.ts), so its
 * length tells nothing.
 */
export function compressed(text: string, accepted: string, headers: Headers): string | Uint8Array<ArrayBuffer> {
  headers.append("vary", "accept-encoding");
  if (text.length < BYTES_MIN) return text;
  if (takes(accepted, "zstd")) {
    headers.set("content-encoding", "zstd");
    return new Uint8Array(Bun.zstdCompressSync(text, { level: QUICK }));
  }
  if (!takes(accepted, "gzip")) return text;
  headers.set("content-encoding", "gzip");
  return Bun.gzipSync(text, { level: QUICK });
}
