import { type End, noSuchObject } from "./answers.ts";

const URL_LIVES_MS = 5 * 60_000;
const INBOUND_LIVES_MS = 7 * 24 * 60 * 60_000;
const UPLOADED_LIVES_MS = 30 * 24 * 60 * 60_000;

export type Stored = { id: string; bytes: Uint8Array; type: string; name: string; until: number; uploaded: boolean };

/** Meta's store of files: ids live for days, the URLs to their bytes five minutes. */
export function mediaOf(clock: () => number) {
  const stored = new Map<string, Stored>();
  const put = (bytes: Uint8Array, { type, name = "", uploaded = false }: { type: string; name?: string; uploaded?: boolean }): Stored => {
    const id = String((uploaded ? 700_000_000_000_001 : 400_000_000_000_001) + stored.size);
    const file = { id, bytes, type, name, uploaded, until: clock() + (uploaded ? UPLOADED_LIVES_MS : INBOUND_LIVES_MS) };
    stored.set(id, file);
    return file;
  };
  const find = (id: string) => {
    const file = stored.get(id);
    return file && file.until > clock() ? file : null;
  };
  return {
    put,
    find,
    /** Every file that came up, oldest first. */
    uploads: () => [...stored.values()].filter(({ uploaded }) => uploaded),
    /** A file that Meta drops before its time. */
    drop: (id: string) => stored.delete(id),

    async upload(request: Request): Promise<End> {
      const form = await request.formData();
      const file = form.get("file");
      if (form.get("messaging_product") !== "whatsapp" || !(file instanceof File)) return noSuchObject();
      const { id } = put(new Uint8Array(await file.arrayBuffer()), { type: String(form.get("type")), name: file.name, uploaded: true });
      return Response.json({ id });
    },

    locate(id: string, origin: string): End {
      const file = find(id);
      if (!file) return noSuchObject();
      const sha256 = sha256Of(file.bytes, "hex");
      const url = `${origin}/whatsapp_business/attachments/?mid=${id}&ext=${Math.floor((clock() + URL_LIVES_MS) / 1000)}&hash=TESTHASH`;
      return Response.json({ messaging_product: "whatsapp", url, mime_type: file.type, sha256, file_size: file.bytes.length, id });
    },

    read({ searchParams }: URL): End {
      const file = find(searchParams.get("mid") ?? "");
      if (!file || Number(searchParams.get("ext")) * 1000 <= clock()) return new Response(null, { status: 404 });
      return new Response(new Blob([Uint8Array.from(file.bytes)]), { headers: { "content-type": file.type.split(";")[0] ?? "" } });
    },
  };
}

export function sha256Of(bytes: Uint8Array, as: "hex" | "base64"): string {
  return new Bun.CryptoHasher("sha256").update(bytes).digest(as);
}
