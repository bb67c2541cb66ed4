import Ajv from "ajv/dist/2020.js";
import schema from "./outbound.schema.json";

const valid = new Ajv({ strict: false, discriminator: false }).compile(schema);

type Reply = { reply?: { id?: string; title?: string } };
type Section = { title?: string; rows?: { id?: string }[] };
type Body = { type?: string; to?: string; recipient?: string; interactive?: { type?: string; action?: { buttons?: Reply[]; sections?: Section[] } } };

/** Why Meta would refuse this body of POST /messages, null when it would not: the schema, and what a schema cannot say. */
export function problemIn(body: unknown): string | null {
  if (!valid(body))
    return (
      (valid.errors ?? [])
        .map(({ instancePath, message }) => `${instancePath} ${message}`)
        .slice(0, 3)
        .join("; ") || "not valid"
    );
  const { interactive } = body as Body;
  const buttons = (interactive?.action?.buttons ?? []).map(({ reply }) => reply);
  if (twice(buttons.map((button) => button?.title)) || twice(buttons.map((button) => button?.id))) return "buttons must differ";
  const sections = interactive?.action?.sections ?? [];
  const rows = sections.flatMap((section) => section.rows ?? []);
  if (rows.length > 10) return "at most 10 rows in all sections";
  if (twice(rows.map(({ id }) => id))) return "rows must differ";
  return sections.length > 1 && sections.some(({ title }) => !title) ? "several sections need titles" : null;
}

const twice = (names: readonly unknown[]): boolean => new Set(names).size !== names.length;
