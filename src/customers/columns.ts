import { LANGUAGES, type Language, text } from "../texts/catalogue.ts";
import type { CustomerField } from "./fields.ts";

/** Where a column of a file may go, besides to the fields of the workspace's own ("field:3"). In the order in which an export writes them. */
export const TARGETS = ["id", "firstName", "surnames", "email", "numbers", "language", "responsible", "notes"] as const;
export type Target = (typeof TARGETS)[number] | `field:${number}`;

export const targetsOf = (fields: readonly CustomerField[]): Target[] => [...TARGETS, ...fields.map(({ id }) => `field:${id}` as const)];
export const fieldIdOf = (target: Target): number | null => (target.startsWith("field:") ? Number(target.slice("field:".length)) : null);

/** The text that names a target; of a field of the workspace's own its name. */
const TARGET_TEXTS = {
  id: "import.target.id",
  firstName: "record.first-name",
  surnames: "record.surnames",
  email: "import.target.email",
  numbers: "record.numbers",
  language: "import.target.language",
  responsible: "import.target.responsible",
  notes: "import.target.notes",
} as const satisfies Record<(typeof TARGETS)[number], string>;

// How spreadsheets and address books call these columns, in English and Italian, without accents, spaces and marks.
const CALLED: Readonly<Record<(typeof TARGETS)[number], string>> = {
  id: "parloid idparlo",
  firstName: "firstname givenname name fullname forename nome nomecompleto nominativo cliente customer",
  surnames: "surname surnames lastname familyname cognome cognomi",
  email: "email emailaddress mail mailaddress indirizzoemail postaelettronica email1value",
  numbers:
    "number numbers phone phones phonenumber phonenumbers telephone tel mobile mobilephone cell cellphone whatsapp numero numeri telefono telefoni cellulare",
  language: "language lang preferredlanguage lingua linguapreferita",
  responsible: "responsible responsibleagent agent owner operatoreresponsabile responsabile operatore agente",
  notes: "note notes comment comments remarks annotazioni commenti",
};

/** Where columns go, guessed from what they are called; each target once. Null: nowhere. */
export function guessed(headers: readonly string[], fields: readonly CustomerField[]): (Target | null)[] {
  const known = new Map<string, Target>();
  for (const target of TARGETS) for (const word of CALLED[target].split(" ")) known.set(word, target);
  for (const { id, name } of fields) known.set(plain(name), `field:${id}`);
  const taken = new Set<Target>();
  return headers.map((header) => {
    const target = known.get(plain(header)) ?? null;
    if (target === null || taken.has(target)) return null;
    taken.add(target);
    return target;
  });
}

const plain = (header: string) =>
  header
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

/** What a target is called, in a language: a field of the workspace's own by its name. "" for the line as a whole. */
export function labelOf(target: string, fields: readonly CustomerField[], language: Language): string {
  const field = fields.find(({ id }) => id === fieldIdOf(target as Target));
  return field?.name ?? (target in TARGET_TEXTS ? text(language, TARGET_TEXTS[target as keyof typeof TARGET_TEXTS]) : "");
}

/** Whether a file that is written has a column of this name already, in any language: which one is meant nobody could tell when it comes in again. */
export const namesColumn = (name: string): boolean =>
  Object.values(TARGET_TEXTS).some((key) => LANGUAGES.some((language) => plain(text(language, key)) === plain(name)));

/** The first line of a file that is written. */
export const headOf = (targets: readonly Target[], fields: readonly CustomerField[], language: Language): string[] =>
  targets.map((target) => labelOf(target, fields, language));
