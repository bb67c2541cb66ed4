import type { Facts } from "../../http/errors.ts";
import { hashPassword, PASSWORD_LENGTH_MIN } from "../../users/passwords.ts";
import { type Declaration, FileProblems, type Item, type Problem, SECTION_NAMES, type SectionName } from "./declaration.ts";
import { parseJson } from "./json.ts";
import type { Section } from "./section.ts";
import { SECTIONS } from "./sections.ts";
import { orNull, type Shapes, text, type Wrong, yesOrNo } from "./shape.ts";

type Environment = Readonly<Record<string, string | undefined>>;
type Tree = Record<string, unknown>;

const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Reads a file where its command runs: its JSON, the shape of every item, `{"env":"NAME"}` from `env`, passwords hashed.
 * What is wrong travels along, so that all of it is told at once. Throws FileProblems when it is no JSON at all.
 */
export async function prepare(source: string, env: Environment): Promise<Declaration> {
  const problems: Problem[] = [];
  const wrong: Wrong = (path, key, facts = {}) => void problems.push({ path, key, facts });
  const file = resolved(parseJson(source), "", env, wrong);
  if (!isTree(file)) throw new FileProblems([{ path: "", key: "apply.no-object", facts: {} }]);
  for (const name of Object.keys(file)) {
    if (!SECTION_NAMES.includes(name as SectionName)) wrong(name, "apply.unknown-section", { known: SECTION_NAMES.join(", ") });
  }
  const items = {} as Record<SectionName, Item[]>;
  for (const section of SECTIONS) items[section.name] = await Promise.all(itemsOf(section, file[section.name], wrong).map((item) => sealed(section, item)));
  return { items, problems };
}

// {"env":"NAME"} anywhere in the file, but not as a whole item.
function resolved(value: unknown, path: string, env: Environment, wrong: Wrong): unknown {
  if (Array.isArray(value)) return value.map((one, at) => resolved(one, `${path}[${at}]`, env, wrong));
  if (!isTree(value)) return value;
  const name = value["env"];
  if (typeof name !== "string" || Object.keys(value).length > 1)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolved(one, path === "" ? key : `${path}.${key}`, env, wrong)]));
  const found = env[name];
  if (found === undefined) wrong(path, "apply.no-env", { name });
  return found ?? "";
}

function itemsOf(section: Section, list: unknown, wrong: Wrong): Item[] {
  if (list === undefined) return [];
  if (section.single) {
    const item = itemOf(section, list, section.name, wrong);
    return item ? [item] : [];
  }
  if (!Array.isArray(list)) {
    wrong(section.name, "apply.list");
    return [];
  }
  const keys = new Set<string>();
  return list.flatMap((one, at) => {
    const item = itemOf(section, one, `${section.name}[${at}]`, wrong);
    if (!item) return [];
    if (keys.has(item.key.toLowerCase())) wrong(`${item.path}.${section.key}`, "apply.twice", { name: item.key });
    keys.add(item.key.toLowerCase());
    return [item];
  });
}

function itemOf(section: Section, value: unknown, path: string, wrong: Wrong): Item | null {
  if (!isTree(value)) {
    wrong(path, "apply.object");
    return null;
  }
  const { key, attributes, single } = section;
  const shapes: Shapes = { ...(single ? {} : { [key]: text, was: orNull(text) }), absent: yesOrNo, ...attributes };
  const given: Tree = {};
  for (const [name, one] of Object.entries(value)) {
    let fits = Object.hasOwn(shapes, name);
    if (!fits) wrong(`${path}.${name}`, "apply.unknown-attribute", { known: Object.keys(shapes).join(", ") });
    shapes[name]?.(one, `${path}.${name}`, (at: string, problem: string, facts?: Facts) => {
      fits = false;
      wrong(at, problem, facts);
    });
    if (fits) given[name] = one;
  }
  const { [key]: name = single ? section.name : undefined, was, absent, ...rest } = given;
  if (typeof name === "string" && name.trim() !== "")
    return { path, key: name.trim(), was: (was as string) ?? null, absent: (absent as boolean) ?? null, given: rest };
  if (!(key in value) || name !== undefined) wrong(`${path}.${key}`, "apply.needed");
  return null;
}

// A user's password leaves this process only as its hash; one that Parlo itself signs in with cannot.
async function sealed({ name }: Section, item: Item): Promise<Item> {
  if (name !== "users") return item;
  const { password, ...given } = item.given;
  if (typeof password !== "string") return { ...item, given };
  return { ...item, given: { ...given, passwordHash: await hashPassword(password), passwordShort: password.length < PASSWORD_LENGTH_MIN } };
}
