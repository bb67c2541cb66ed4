import type { Database } from "bun:sqlite";
import type { Branch } from "../../wrap-up/outline.ts";
import { branchesOf, changeReasons, reasonsOf, renameArea } from "../../wrap-up/reasons.ts";
import { type Applying, type Section, shown } from "./section.ts";
import { listOf, objectOf, text } from "./shape.ts";

type GivenBranch = { name: string; below?: readonly string[] };

/** The reasons of the wrap-up, an area at a time; what is below it is replaced whole. */
export const reasons: Section<Branch> = {
  name: "reasons",
  one: "reason",
  key: "name",
  attributes: { below: listOf(objectOf({ name: text, below: listOf(text) }, ["name"])) },
  needed: [],
  find: ({ db }, key) => {
    const area = areasOf(db).find(({ way }) => isSame(way, key));
    const state = branchesOf(db).find(({ name }) => name === area?.way);
    return area && state ? { id: String(area.id), state } : null;
  },
  wanted: (_, key, { below }, state) => ({ name: key, below: below === undefined ? (state?.below ?? []) : (below as GivenBranch[]).map(branchOf) }),
  show: ({ name, below }) => ({ name: shown(name), below: shown(below.map(words).join(", ") || null) }),
  add: (applying, state) => void bring(applying, [...branchesOf(applying.db), state]),
  change: (applying, id, state) => bring(applying, withInstead(applying, id, [state])),
  rename: ({ db, who, now }, { id }, name) => renameArea(db, Number(id), name, who, now),
  remove: (applying, { id }) => {
    bring(applying, withInstead(applying, id, []));
    return "removed";
  },
};

const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
const branchOf = ({ name, below = [] }: GivenBranch): Branch => ({ name, below: below.map((last) => ({ name: last, below: [] })) });
const words = ({ name, below }: Branch): string => (below.length === 0 ? name : `${name} (${below.map((one) => one.name).join(", ")})`);
const bring = ({ db, who, now }: Applying, wanted: readonly Branch[]) => changeReasons(db, wanted, who, now);
const areasOf = (db: Database) => reasonsOf(db).filter(({ parentId }) => parentId === null);
const withInstead = ({ db }: Applying, id: string, instead: readonly Branch[]) =>
  branchesOf(db).flatMap((one) => (one.name === nameOf(db, id) ? instead : [one]));
const nameOf = (db: Database, id: string) => areasOf(db).find((area) => String(area.id) === id)?.way;
