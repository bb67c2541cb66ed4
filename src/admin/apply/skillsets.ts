import { addSkillset, removeSkillset, renameSkillset } from "../../skillsets/change.ts";
import { skillsetNamed, skillsetNames } from "../../skillsets/named.ts";
import { type Applying, named, type Section, shown } from "./section.ts";

type State = { name: string };

export const skillsets: Section<State> = {
  name: "skillsets",
  one: "skillset",
  key: "name",
  attributes: {},
  needed: [],
  find: ({ db }, key) => {
    const row = skillsetNamed(db, key);
    return row && { id: String(row.id), state: { name: row.name } };
  },
  wanted: (_, key) => ({ name: key }),
  show: ({ name }) => ({ name: shown(name) }),
  add: ({ db, who, now }, state) => void addSkillset(db, state, who, now),
  change: ({ db, who, now }, id, state) => renameSkillset(db, Number(id), state, who, now),
  rename: ({ db, who, now }, { id }, name) => renameSkillset(db, Number(id), { name }, who, now),
  remove: ({ db, who, now }, { id }) => {
    removeSkillset(db, Number(id), who, now);
    return "removed";
  },
};

/** The skillset that a file names, at a path within the item. */
export const skillsetOf = (applying: Applying, name: string, path: string): { id: number; name: string } =>
  named(applying, "skillsets", name, path, skillsetNamed(applying.db, name), () => skillsetNames(applying.db)) ?? { id: 0, name };
